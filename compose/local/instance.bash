# An instance of ThroughTrain on this machine, sourced with its NAME: its folder, its ports and its secrets.
#
# `local` is what `make up` runs, `demo` is made afresh by `make demo`, `test` is what the live tests use, and a test that
# breaks a server starts an instance of its own. Instances share nothing, so they can run side by side.

here=$(cd "${BASH_SOURCE[0]%/*}" && pwd)
readonly here
readonly name=${1:-}
readonly checkout=${here%/compose/local}
readonly run=$checkout/.run/$name
readonly secrets=$run/secrets
# Made by `tls`: where it is there, the servers speak TLS and nothing else.
readonly tls=$run/tls
# Made by `lend_memory`: where a test's servers store what they store.
readonly memory=$run/memory
readonly provision=${here%/local}/provision
readonly programs=$checkout/.build/${THROUGHTRAIN_CONFIGURATION:-release}

# shellcheck source=../provision/services.bash
. "$provision/services.bash"
# shellcheck source=../provision/secret.bash
. "$provision/secret.bash"

fail() {
    echo "${0##*/}: $*" >&2
    exit 1
}

[[ $name =~ ^[a-z][a-z0-9-]*$ ]] || fail "an instance's NAME is lowercase letters, digits and dashes, not '$name'"

# Twenty ports in a row, below those that the system hands out by itself (32768 and up) and clear of every default.
first_port() {
    case $name in
        local) echo 27000 ;;
        demo) echo 27100 ;;
        test) echo 27200 ;;
        *) echo $((28000 + $(slot) * 20)) ;;
    esac
}

# sum_of TEXT: a number that differs with the text. A program for it would be started with every script.
sum_of() {
    local index letter sum=0
    for ((index = 0; index < ${#1}; index++)); do
        printf -v letter %d "'${1:index:1}"
        sum=$(((sum * 31 + letter) % 1000003))
    done
    echo "$sum"
}

# One of 230 slots for any other instance, which keeps it. Where the search begins depends on the checkout too, so that two
# checkouts can be tested side by side; a link is made by one process only, however many ask at once.
slot() {
    local first probe slot
    [[ -d $checkout/.run/ports ]] || mkdir -p "$checkout/.run/ports"
    first=$(($(sum_of "$checkout $name") % 230))
    for ((probe = 0; probe < 230; probe++)); do
        slot=$checkout/.run/ports/$(((first + probe) % 230))
        if ln -sT "$name" "$slot" 2>/dev/null || [[ $(readlink "$slot") == "$name" ]]; then
            echo "${slot##*/}"
            return
        fi
    done
    fail "all 230 slots of ports are given to instances: remove those in $checkout/.run/ports that are gone"
}

readonly port_base=${THROUGHTRAIN_PORT_BASE:-$(first_port)}
readonly http_port=${THROUGHTRAIN_HTTP_PORT:-$port_base}
readonly postgres_port=${THROUGHTRAIN_POSTGRES_PORT:-$((port_base + 10))}
readonly rabbitmq_port=${THROUGHTRAIN_RABBITMQ_PORT:-$((port_base + 11))}
readonly rabbitmq_management_port=${THROUGHTRAIN_RABBITMQ_MANAGEMENT_PORT:-$((port_base + 12))}
readonly rabbitmq_prometheus_port=${THROUGHTRAIN_RABBITMQ_PROMETHEUS_PORT:-$((port_base + 13))}
readonly rabbitmq_distribution_port=${THROUGHTRAIN_RABBITMQ_DISTRIBUTION_PORT:-$((port_base + 14))}
readonly rabbitmq_epmd_port=${THROUGHTRAIN_RABBITMQ_EPMD_PORT:-$((port_base + 15))}

# How the servers are called: by the name that their certificate is made out to, if they have one. psql and curl are told the rest.
if [[ -d $tls ]]; then
    readonly server_host=localhost
    readonly management_url=https://$server_host:$rabbitmq_management_port
    export PGSSLMODE=verify-full PGSSLROOTCERT=$tls/authority.crt CURL_CA_BUNDLE=$tls/authority.crt
else
    readonly server_host=127.0.0.1
    readonly management_url=http://$server_host:$rabbitmq_management_port
fi

# service_port SERVICE [REPLICA]: each service has a port of its own, in the order of `services`. Those of its replicas 2 to
# 5 lie 8000 lower, so that an instance's own twenty suffice for what every instance has.
service_port() {
    local index number=${2:-1}
    [[ $number =~ ^[1-5]$ ]] || fail "a REPLICA is a number from 1 to 5, not '$number'"
    for index in "${!services[@]}"; do
        if [[ ${services[index]} == "$1" ]]; then
            echo $((number == 1 ? http_port + index : port_base - 8000 + (number - 2) * ${#services[@]} + index))
            return
        fi
    done
    fail "a SERVICE is one of ${services[*]}, not '$1'"
}

# rabbitmq_node_port NODE: further nodes of a cluster have the last four of the twenty.
rabbitmq_node_port() {
    echo $(($1 == 1 ? rabbitmq_port : port_base + 12 + $1 * 2))
}

# rabbitmq_node_distribution_port NODE
rabbitmq_node_distribution_port() {
    echo $(($1 == 1 ? rabbitmq_distribution_port : port_base + 13 + $1 * 2))
}

# service_folder SERVICE REPLICA: where a replica works.
service_folder() {
    if (($2 == 1)); then echo "$run/services/$1"; else echo "$run/services/$1-$2"; fi
}

# replicas SERVICE: the numbers of those that were ever started, the first one always.
replicas() {
    local folder
    echo 1
    for folder in "$run/services/$1"-[2-5]; do
        [[ ! -d $folder ]] || echo "${folder##*-}"
    done
}

# spare_memory FOLDER: how many MiB the machine could give to files in FOLDER.
spare_memory() {
    local room available
    room=$(df --output=avail --block-size=1M "$1" | tail -n 1)
    available=$(awk '$1 == "MemAvailable:" { print int($2 / 1024) }' /proc/meminfo)
    echo $((room < available ? room : available))
}

# lend_memory SERVER DATA: has a test's server store in memory, where there is plenty, by a link at DATA.
#
# What a test stores is thrown away with its run, and a process that is killed leaves files in memory as it does on a disk. To
# make and drop a database on a disk takes longer than most tests use it.
lend_memory() {
    local place
    [[ $name =~ ^test(-|$) && -d /dev/shm ]] && (($(spare_memory /dev/shm) >= 8192)) || return 0
    # A folder that is gone, or has become somebody else's since, is not ours to lend.
    [[ -d $memory && -O $memory ]] || rm -f "$memory"
    if [[ ! -L $memory ]]; then
        place=$(mktemp -d /dev/shm/throughtrain-XXXXXX)
        # The user that PostgreSQL runs as passes through.
        chmod 711 "$place"
        # Both servers may be started at once.
        ln -sT "$place" "$memory" 2>/dev/null || rmdir "$place"
    fi
    place=$(readlink "$memory")/$1
    rm -rf "$place"
    mkdir "$place"
    ln -sfT "$place" "$2"
}

# return_memory [LINK]
return_memory() {
    local link=${1:-$memory}
    [[ ! -O $link/ ]] || rm -rf "$(readlink "$link")"
    rm -f "$link"
}

# port_is_taken PORT
port_is_taken() {
    (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

port_is_free() {
    ! port_is_taken "$1"
}

# require_free_port PORT VARIABLE: with `process.bash`. The threads of a server that was just killed may hold its port for a
# moment after the process is gone.
require_free_port() {
    wait_until 3 port_is_free "$1" || fail "port $1 of instance $name is taken by another process: set $2, or THROUGHTRAIN_PORT_BASE"
}

# secret_file OWNER SERVER: the path of a password, which is made up at its first use.
secret_file() {
    local file=$secrets/$1.$2
    if [[ ! -s $file ]]; then
        mkdir -p "$secrets"
        chmod 700 "$secrets"
        make_secret "$file"
    fi
    echo "$file"
}

# secret OWNER SERVER
secret() {
    cat "$(secret_file "$1" "$2")"
}
