# The services of the suite, sourced: each has an executable, a schema, a role and a broker user of this name.
readonly services=(catalogue orders eligibility logistics livestream)

# Those that keep who somebody is, each under keys of its own.
# shellcheck disable=SC2034  # for whoever sources this
readonly keepers=(eligibility logistics)
