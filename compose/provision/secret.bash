# Passwords as files, sourced. They are hexadecimal, so they need no quoting in SQL, JSON or a configuration file.

# make_secret FILE: 160 bits from the kernel, moved into place whole.
make_secret() {
    local new
    new=$(mktemp "$1.XXXXXX")
    od -An -N20 -tx1 /dev/urandom | tr -d ' \n' >"$new"
    mv "$new" "$1"
}

# read_secret FILE: refuses what would have to be quoted, and an empty file, which would be no password.
read_secret() {
    local password
    [[ -r $1 ]] || fail "$1 is not there, or cannot be read: make it with compose/make-secrets"
    password=$(<"$1")
    [[ $password =~ ^[A-Za-z0-9]+$ ]] || fail "$1 must hold a password of letters and digits alone"
    echo "$password"
}
