public import Eventing

/// Who is paid out.
public enum Payee: String, CodeFieldValue {
    /// A household.
    case household
    /// A cooperative or an enterprise.
    case producer
    /// A station.
    case station
    /// A carrier.
    case carrier
    /// An operator.
    case `operator`
    /// A county's poverty alleviation fund.
    case countyFund = "county-fund"
}
