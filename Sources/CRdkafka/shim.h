#pragma once
#include <librdkafka/rdkafka.h>
// The mock cluster's header needs the types of rdkafka.h, so it comes second.
#include <librdkafka/rdkafka_mock.h>
