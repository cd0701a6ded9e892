public import ArgumentParser
public import LogisticsDomain
public import LogisticsService

// How arguments are read.

extension Position: ExpressibleByArgument {
    /// Reads `1067480000,254290000`: degrees east and north x 10^7.
    public init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int32($0) }
        guard parts.count == 2, let longitude = parts[0], let latitude = parts[1] else { return nil }
        self.init(longitude: longitude, latitude: latitude)
    }
}

extension StartRunRequest.Reading: ExpressibleByArgument {
    /// Reads `2=40`: a compartment's number, and tenths of a degree.
    public init?(argument: String) {
        let parts = argument.split(separator: "=", omittingEmptySubsequences: false).map { Int32($0) }
        guard parts.count == 2, let compartment = parts[0], let temperature = parts[1] else { return nil }
        self.init(compartment: compartment, temperature: temperature)
    }
}

extension RunState: ExpressibleByArgument {}
extension ConsignmentState: ExpressibleByArgument {}
