# The services of the suite, sourced: each has an executable, a schema, a role and a broker user of this name.
readonly services=(catalogue orders eligibility logistics livestream)
