public import Eventing

/// What is said of a household outside.
///
/// The steps of an application are not among them: nobody learns of one before it has led into the register.
public enum PublicStatus: String, CodeFieldValue {
    /// Nothing was made known of it, or there is no such token.
    case unknown
    /// Neither registered nor watched.
    case ordinary
    /// It was registered or watched, has fallen into poverty, and its case is open again.
    case applied
    /// Entitled to help.
    case registered
    /// Registered still; its village finds that it may leave.
    case exitAppraised = "exit-appraised"
    /// Registered still; the township confirms that it may leave.
    case verified
    /// Registered still; it acknowledges that it may leave.
    case acknowledged
    /// Registered still; its exit hangs for objections.
    case exitPublicity = "exit-publicity"
    /// It has left the register.
    case exited
    /// It is watched and helped because it may fall into poverty.
    case monitored
    /// It was taken off the register because the evidence was false.
    case revoked
    /// Its file is closed; its successors are named.
    case closed
}
