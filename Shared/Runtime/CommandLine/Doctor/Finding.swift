internal import Eventing

/// What was found of one part that a service stands on.
struct Finding: Record, Equatable {
    var part: String
    var isWell: Bool
    /// How it is.
    var detail: String
    /// What cannot be done while it is amiss; nil where all is well.
    var touches: String?
    /// The one command that mends it, or shows what does; nil where all is well.
    var command: String?

    /// It is well.
    init(_ part: String, _ detail: String) {
        self.part = part
        isWell = true
        self.detail = detail
    }

    /// It is amiss.
    init(_ part: String, fault: String, touches: String, command: String) {
        self.part = part
        isWell = false
        detail = fault
        self.touches = touches
        self.command = command
    }

    init(_ fields: inout some FieldCoder, _ finding: Finding?) throws(EventFault) {
        part = try fields.field("part", finding?.part)
        isWell = try fields.field("ok", finding?.isWell)
        detail = try fields.field("detail", finding?.detail)
        touches = try fields.optional("touches", finding?.touches)
        command = try fields.optional("command", finding?.command)
    }

    /// For people, as a terminal shows it.
    func words(for terminal: Terminal) -> String {
        let verdict = isWell ? terminal.paint("ok   ", .green) : terminal.paint("fault", .red)
        let lines = [
            "\(verdict) \(part): \(detail)", touches.map { "      touches: \($0)" }, command.map { "      run: \($0)" },
        ]
        return lines.compactMap(\.self).joined(separator: "\n")
    }
}

/// All that was found.
struct Diagnosis: Record {
    var findings: [Finding]

    init(findings: [Finding]) {
        self.findings = findings
    }

    init(_ fields: inout some FieldCoder, _ diagnosis: Diagnosis?) throws(EventFault) {
        findings = try fields.field("findings", diagnosis?.findings)
    }
}
