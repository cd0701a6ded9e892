extension PartnerEdition {
    /// The shape of what a partner is told of objects of a shape.
    public func shape(of record: RecordShape) -> RecordShape {
        Self.edited(record, by: fields)
    }

    private static func edited(_ record: RecordShape, by fields: [EditionField]) -> RecordShape {
        RecordShape(
            type: record.type,
            fields: fields.compactMap { decided in
                guard let field = record.fields.first(where: { $0.name == "\(decided.name)" }) else { return nil }
                switch decided.decision {
                case .withheld: return nil
                case .told, .rekeyed: return field
                case .within(let inner):
                    return RecordShape.Field(
                        field.name, isRequired: field.isRequired, edited(field.shape, by: inner))
                }
            })
    }

    private static func edited(_ shape: FieldShape, by fields: [EditionField]) -> FieldShape {
        switch shape {
        case .record(let record): .record(edited(record, by: fields))
        case .list(let element, let maximum): .list(edited(element, by: fields), maximum: maximum)
        case .text, .integer, .boolean, .codes, .object: shape
        }
    }

    /// What is wrong with the decisions about a record's fields, in sentences: fields without a decision, and decisions
    /// without a field.
    ///
    /// What all services share, such as a price, is decided about as one.
    public func faults(in record: RecordShape) -> [String] {
        Self.faults(in: record, by: fields, at: "")
    }

    private static func faults(in record: RecordShape, by fields: [EditionField], at path: String) -> [String] {
        let names = fields.map { "\($0.name)" }
        let missing = record.fields.filter { !names.contains($0.name) }.map { "\(path)\($0.name) is not decided about" }
        let strange = names.filter { name in !record.fields.contains { $0.name == name } }
            .map { "\(path)\($0) is no field" }
        let repeated = names.count == Set(names).count ? [] : ["a field of \(path) is decided about twice"]
        return missing + strange + repeated
            + fields.flatMap { decided in
                record.fields.filter { $0.name == "\(decided.name)" }.flatMap { field in
                    faults(in: field, decided, at: "\(path)\(field.name)")
                }
            }
    }

    private static func faults(in field: RecordShape.Field, _ decided: EditionField, at path: String) -> [String] {
        switch (field.shape.record, decided.decision) {
        case (let record?, .within(let inner)): return faults(in: record, by: inner, at: "\(path).")
        case (nil, .within): return ["\(path) has no fields to decide about"]
        case (let record?, .told) where !record.isShared:
            return ["\(path) is told whole: decide about each field of it"]
        case (_?, .rekeyed): return ["\(path) is no identifier to re-key"]
        case (_, .told), (_, .withheld), (nil, .rekeyed): return []
        }
    }
}

extension FieldShape {
    /// The shape of the objects that it holds, by themselves or in a list.
    fileprivate var record: RecordShape? {
        switch self {
        case .record(let record): record
        case .list(let element, _): element.record
        case .text, .integer, .boolean, .codes, .object: nil
        }
    }
}

extension RecordShape {
    /// Whether it is a word that all services share.
    fileprivate var isShared: Bool { type.hasPrefix("Vocabulary.") }
}

extension PartnerEdition {
    /// The fields that partners are told as they are, by their paths: `lines.quantity`.
    public var toldFields: [String] {
        Self.toldFields(of: fields, at: "")
    }

    private static func toldFields(of fields: [EditionField], at path: String) -> [String] {
        fields.flatMap { field -> [String] in
            switch field.decision {
            case .told: ["\(path)\(field.name)"]
            case .within(let inner): toldFields(of: inner, at: "\(path)\(field.name).")
            case .rekeyed, .withheld: []
            }
        }
    }
}
