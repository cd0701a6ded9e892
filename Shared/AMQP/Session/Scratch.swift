internal import CRabbitMQ

/// Memory that lives until it is recycled, for what is handed to the library during one call.
struct Scratch: ~Copyable {
    private let pool: UnsafeMutablePointer<amqp_pool_t>

    init() {
        pool = .allocate(capacity: 1)
        init_amqp_pool(pool, 16 * 1024)
    }

    deinit {
        empty_amqp_pool(pool)
        pool.deallocate()
    }

    /// Frees everything that was copied in here.
    func recycle() {
        recycle_amqp_pool(pool)
    }

    /// A copy of a text.
    func bytes(_ text: String) -> amqp_bytes_t {
        var text = text
        return text.withUTF8 { copy(UnsafeRawBufferPointer($0)) }
    }

    /// A copy of a table.
    func table(_ table: AMQPTable) -> amqp_table_t {
        let entries = allocate(amqp_table_entry_t.self, count: table.count)
        for (index, entry) in table.enumerated() {
            entries?[index] = amqp_table_entry_t(key: bytes(entry.key), value: value(entry.value))
        }
        return amqp_table_t(num_entries: entries == nil ? 0 : Int32(table.count), entries: entries)
    }

    private func copy(_ source: UnsafeRawBufferPointer) -> amqp_bytes_t {
        guard source.count > 0, let target = amqp_pool_alloc(pool, source.count) else {
            return amqp_bytes_t(len: 0, bytes: nil)
        }
        UnsafeMutableRawBufferPointer(start: target, count: source.count).copyMemory(from: source)
        return amqp_bytes_t(len: source.count, bytes: target)
    }

    private func allocate<Element>(_ type: Element.Type, count: Int) -> UnsafeMutablePointer<Element>? {
        guard count > 0 else { return nil }
        return amqp_pool_alloc(pool, count * MemoryLayout<Element>.stride)?.bindMemory(to: type, capacity: count)
    }

    private func value(_ value: AMQPFieldValue) -> amqp_field_value_t {
        var field = amqp_field_value_t()
        switch value {
        case .boolean(let boolean):
            field.kind = UInt8(AMQP_FIELD_KIND_BOOLEAN.rawValue)
            field.value.boolean = boolean ? 1 : 0
        case .integer(let integer):
            field.kind = UInt8(AMQP_FIELD_KIND_I64.rawValue)
            field.value.i64 = integer
        case .double(let double):
            field.kind = UInt8(AMQP_FIELD_KIND_F64.rawValue)
            field.value.f64 = double
        case .string(let string):
            field.kind = UInt8(AMQP_FIELD_KIND_UTF8.rawValue)
            field.value.bytes = bytes(string)
        case .timestamp(let seconds):
            field.kind = UInt8(AMQP_FIELD_KIND_TIMESTAMP.rawValue)
            field.value.u64 = seconds
        case .bytes(let bytes):
            field.kind = UInt8(AMQP_FIELD_KIND_BYTES.rawValue)
            field.value.bytes = bytes.withUnsafeBytes { copy($0) }
        case .array(let values):
            let entries = allocate(amqp_field_value_t.self, count: values.count)
            for (index, element) in values.enumerated() {
                entries?[index] = self.value(element)
            }
            field.kind = UInt8(AMQP_FIELD_KIND_ARRAY.rawValue)
            field.value.array = amqp_array_t(num_entries: entries == nil ? 0 : Int32(values.count), entries: entries)
        case .table(let table):
            field.kind = UInt8(AMQP_FIELD_KIND_TABLE.rawValue)
            field.value.table = self.table(table)
        }
        return field
    }
}

extension Scratch {
    /// The properties of a message, with copies of all that they refer to.
    func properties(of message: AMQPMessage) -> amqp_basic_properties_t {
        var properties = amqp_basic_properties_t()
        var flags = AMQP_BASIC_DELIVERY_MODE_FLAG
        properties.delivery_mode = UInt8(
            (message.isPersistent ? AMQP_DELIVERY_PERSISTENT : AMQP_DELIVERY_NONPERSISTENT).rawValue)
        func set(_ field: inout amqp_bytes_t, _ flag: Int32, _ text: String?) {
            guard let text else { return }
            field = bytes(text)
            flags |= flag
        }
        set(&properties.content_type, AMQP_BASIC_CONTENT_TYPE_FLAG, message.contentType)
        set(&properties.message_id, AMQP_BASIC_MESSAGE_ID_FLAG, message.messageID)
        set(&properties.correlation_id, AMQP_BASIC_CORRELATION_ID_FLAG, message.correlationID)
        set(&properties.type, AMQP_BASIC_TYPE_FLAG, message.type)
        set(&properties.app_id, AMQP_BASIC_APP_ID_FLAG, message.applicationID)
        if let timestamp = message.timestamp {
            properties.timestamp = timestamp
            flags |= AMQP_BASIC_TIMESTAMP_FLAG
        }
        if !message.headers.isEmpty {
            properties.headers = table(message.headers)
            flags |= AMQP_BASIC_HEADERS_FLAG
        }
        properties._flags = amqp_flags_t(flags)
        return properties
    }
}
