#pragma once
#include <librdkafka/rdkafka.h>
// The mock cluster's header needs the types of rdkafka.h, so it comes second.
#include <librdkafka/rdkafka_mock.h>

// Swift cannot call variadic functions. Key, value and header are copied.
static inline rd_kafka_resp_err_t basketwatch_produce_with_header(
    rd_kafka_t *client, rd_kafka_topic_t *topic, int32_t partition, const void *key,
    size_t key_size, const void *value, size_t value_size, const char *name, const char *text) {
  return rd_kafka_producev(
      client, RD_KAFKA_V_RKT(topic), RD_KAFKA_V_PARTITION(partition),
      RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_KEY(key, key_size),
      RD_KAFKA_V_VALUE((void *)value, value_size), RD_KAFKA_V_HEADER(name, text, -1),
      RD_KAFKA_V_END);
}
