# Processes of an instance, sourced. Each is known by its program and the folder it works in: a process id kept in a file
# may have gone to somebody else after a crash, and a name alone belongs to everybody.

# processes PROGRAM FOLDER: their ids.
processes() {
    local process
    for process in /proc/[0-9]*; do
        if [[ $process/cwd -ef $2 && $(<"$process/comm") == "$1" ]]; then
            echo "${process#/proc/}"
        fi
    done 2>/dev/null
}

# is_running PROGRAM FOLDER
is_running() {
    [[ -n $(processes "$@") ]]
}

is_stopped() {
    ! is_running "$@"
}

# wait_until SECONDS CONDITION...
wait_until() {
    local deadline=$((SECONDS + $1))
    until "${@:2}"; do
        ((SECONDS < deadline)) || return 1
        sleep 0.05
    done
}

# kill_processes PROGRAM FOLDER: at once, as a loss of power would.
kill_processes() {
    local ids
    mapfile -t ids < <(processes "$@")
    ((${#ids[@]})) || return 0
    kill -KILL "${ids[@]}" 2>/dev/null || true
    wait_until 10 is_stopped "$@"
}

# stop_processes PROGRAM FOLDER SECONDS: asks them to stop, and kills what has not stopped by then.
stop_processes() {
    local ids
    mapfile -t ids < <(processes "$1" "$2")
    ((${#ids[@]})) || return 0
    kill -TERM "${ids[@]}" 2>/dev/null || true
    wait_until "$3" is_stopped "$1" "$2" && return
    echo "${0##*/}: $1 of $name did not stop within $3 s: killing it" >&2
    kill_processes "$1" "$2"
}
