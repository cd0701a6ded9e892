public import ArgumentParser

/// The commands by which an operator runs and watches a service: the same for every service.
public enum OperatingCommands<Hosted: HostedService> {
    /// Their place in the service's help.
    public static var group: ArgumentParser.CommandGroup {
        ArgumentParser.CommandGroup(
            name: "Operating",
            subcommands: [
                ServeCommand<Hosted>.self, MigrateCommand<Hosted>.self, AuditCommand<Hosted>.self,
                DoctorCommand<Hosted>.self, TopologyCommand<Hosted>.self, EventsCommands<Hosted>.self,
            ])
    }
}
