# RabbitMQ's management API as the instance's admin, sourced: a call takes 10 ms, where rabbitmqctl takes a second.

# management PATH [CURL OPTIONS...]: prints the answer; fails unless the server says yes.
management() {
    curl --silent --show-error --fail --max-time 30 --noproxy '*' \
        --config <(echo "user = admin:$(secret admin rabbitmq)") \
        "${@:2}" "$management_url/api/$1"
}
