/// How rows are held until the end of a transaction.
///
/// Locks are taken in one order of tables: run, consignment, shift, site, vehicle, lane; and within a table by id. So
/// no two transactions wait for each other.
enum RowLock: String {
    /// They are read as they are.
    case none = ""
    /// Others may read, and nobody changes them.
    case share = "FOR SHARE"
    /// They are about to be changed.
    case update = "FOR NO KEY UPDATE"
}
