internal import CRabbitMQ

extension AMQPProperties {
    /// A copy of the library's properties.
    init(_ properties: amqp_basic_properties_t) {
        let flags = Int32(properties._flags)
        func text(_ flag: Int32, _ bytes: amqp_bytes_t) -> String? {
            flags & flag == 0 ? nil : String(bytes)
        }
        contentType = text(AMQP_BASIC_CONTENT_TYPE_FLAG, properties.content_type)
        messageID = text(AMQP_BASIC_MESSAGE_ID_FLAG, properties.message_id)
        correlationID = text(AMQP_BASIC_CORRELATION_ID_FLAG, properties.correlation_id)
        type = text(AMQP_BASIC_TYPE_FLAG, properties.type)
        applicationID = text(AMQP_BASIC_APP_ID_FLAG, properties.app_id)
        timestamp = flags & AMQP_BASIC_TIMESTAMP_FLAG == 0 ? nil : properties.timestamp
        headers = flags & AMQP_BASIC_HEADERS_FLAG == 0 ? [:] : AMQPTable(properties.headers)
    }
}

extension String {
    /// A copy of a text of the library's; what is no UTF-8 in it is replaced.
    init(_ bytes: amqp_bytes_t) {
        self.init(decoding: UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.len), as: UTF8.self)
    }
}

extension [String: AMQPFieldValue] {
    /// A copy of a table of the library's, without the values that have no meaning here.
    init(_ table: amqp_table_t) {
        self.init(minimumCapacity: Int(table.num_entries))
        for index in 0..<Int(table.num_entries) {
            guard let entry = table.entries?[index], let value = AMQPFieldValue(entry.value) else { continue }
            self[String(entry.key)] = value
        }
    }
}

extension AMQPFieldValue {
    /// A copy of a value of the library's; nil for a void and for decimals, which brokers do not send.
    fileprivate init?(_ field: amqp_field_value_t) {
        switch UInt32(field.kind) {
        case AMQP_FIELD_KIND_BOOLEAN.rawValue: self = .boolean(field.value.boolean != 0)
        case AMQP_FIELD_KIND_I8.rawValue: self = .integer(Int64(field.value.i8))
        case AMQP_FIELD_KIND_U8.rawValue: self = .integer(Int64(field.value.u8))
        case AMQP_FIELD_KIND_I16.rawValue: self = .integer(Int64(field.value.i16))
        case AMQP_FIELD_KIND_U16.rawValue: self = .integer(Int64(field.value.u16))
        case AMQP_FIELD_KIND_I32.rawValue: self = .integer(Int64(field.value.i32))
        case AMQP_FIELD_KIND_U32.rawValue: self = .integer(Int64(field.value.u32))
        case AMQP_FIELD_KIND_I64.rawValue: self = .integer(field.value.i64)
        case AMQP_FIELD_KIND_U64.rawValue: self = .integer(Int64(clamping: field.value.u64))
        case AMQP_FIELD_KIND_F32.rawValue: self = .double(Double(field.value.f32))
        case AMQP_FIELD_KIND_F64.rawValue: self = .double(field.value.f64)
        case AMQP_FIELD_KIND_UTF8.rawValue: self = .string(String(field.value.bytes))
        case AMQP_FIELD_KIND_TIMESTAMP.rawValue: self = .timestamp(field.value.u64)
        case AMQP_FIELD_KIND_BYTES.rawValue:
            let bytes = field.value.bytes
            self = .bytes(Array(UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.len)))
        case AMQP_FIELD_KIND_ARRAY.rawValue:
            let array = field.value.array
            let fields = UnsafeBufferPointer(start: array.entries, count: Int(array.num_entries))
            self = .array(fields.compactMap { AMQPFieldValue($0) })
        case AMQP_FIELD_KIND_TABLE.rawValue: self = .table(AMQPTable(field.value.table))
        default: return nil
        }
    }
}
