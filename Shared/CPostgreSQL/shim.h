#pragma once
#include <libpq-fe.h>
#include <openssl/crypto.h>
