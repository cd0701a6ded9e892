/// Why a series is not to be seen.
enum SeriesRefusal: String, Error, CaseIterable {
    /// The registry holds as many as it may.
    case full
    /// Its name is taken by a family of another kind, or its name and labels by a value of another holder.
    case conflict
}
