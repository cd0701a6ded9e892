#pragma once
#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_ssl_socket.h>
#include <amqp_tcp_socket.h>

/// Logs in by SASL PLAIN. The library's own function is variadic, which Swift cannot call.
static inline amqp_rpc_reply_t rabbitmq_login_plain(
    amqp_connection_state_t connection, const char *virtual_host, int frame_max, int heartbeat_seconds,
    const amqp_table_t *client_properties, const char *user, const char *password) {
    return amqp_login_with_properties(
        connection, virtual_host, AMQP_DEFAULT_MAX_CHANNELS, frame_max, heartbeat_seconds, client_properties,
        AMQP_SASL_METHOD_PLAIN, user, password);
}
