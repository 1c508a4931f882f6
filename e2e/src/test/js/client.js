import { randomUUID } from 'node:crypto'
import registryClient from '@kafkajs/confluent-schema-registry'
import avro from 'avsc'
import kafkajs from 'kafkajs'
import lz4 from 'lz4-napi'

const { SchemaRegistry, SchemaType } = registryClient
const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = kafkajs

// Rows travel in lz4 batches, which kafkajs leaves to a codec of the reader's choice.
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: (encoder) => lz4.compressFrame(encoder.buffer),
  decompress: (bytes) => lz4.decompressFrame(bytes),
})

/** A logical type whose values are Dates: so many milliseconds to one of its units. */
const dates = (millis) =>
  class extends avro.types.LogicalType {
    _fromValue(count) {
      return new Date(count * millis)
    }

    _toValue(date) {
      return date instanceof Date ? Math.round(date.getTime() / millis) : undefined
    }
  }

/** Decimals as text, because a number would not be exact. */
class Decimal extends avro.types.LogicalType {
  constructor(schema, options) {
    super(schema, options)
    this.scale = schema.scale ?? 0
  }

  _fromValue(bytes) {
    const unscaled = BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString('hex')}`))
    const digits = `${unscaled < 0n ? -unscaled : unscaled}`.padStart(this.scale + 1, '0')
    const point = digits.length - this.scale
    const sign = unscaled < 0n ? '-' : ''
    return sign + digits.slice(0, point) + (this.scale > 0 ? `.${digits.slice(point)}` : '')
  }
}

const logicalTypes = {
  date: dates(86_400_000),
  'timestamp-millis': dates(1),
  'local-timestamp-micros': dates(0.001),
  decimal: Decimal,
}

/** Learns a database and reads synthetic rows of it. */
export class RowmillClient {
  #kafka
  #registry

  constructor(bootstrapServers, registryUrl) {
    this.#kafka = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.ERROR })
    this.#registry = new SchemaRegistry({ host: registryUrl }, { [SchemaType.AVRO]: { logicalTypes } })
  }

  /** Publishes a FitRequested and waits for the ModelReady that answers it. */
  async fit(name, sourceUri, settings) {
    const runId = `run-${randomUUID()}`
    const request = { runId, name, source: { uri: sourceUri }, settings, requestedAt: new Date() }
    await this.#publish('rowmill.fit-requests.v1', runId, request)
    return this.#answer('rowmill.models.v1', 'rowmill.run-failures.v1', (event) => event.runId === runId)
  }

  /** Publishes a SampleRequested and waits until all rows are on their topics. */
  async sample(model, scale) {
    const sampleId = `sample-${randomUUID()}`
    await this.#publish('rowmill.sample-requests.v1', sampleId, { sampleId, model, scale, requestedAt: new Date() })
    return this.#answer('rowmill.samples.v1', 'rowmill.sample-failures.v1', (event) => event.sampleId === sampleId)
  }

  /** Reads one table's rows of one sample as {key, row}; row topics may hold rows of other samples, too. */
  async readRows(sampleId, table, visit) {
    let left = table.rows
    if (left === 0) {
      return
    }
    await this.#read([table.topic], async ({ message }) => {
      if (`${message.headers['sample-id']}` === sampleId) {
        visit({
          key: message.key && (await this.#registry.decode(message.key)),
          row: await this.#registry.decode(message.value),
        })
        left--
      }
      return left === 0
    })
  }

  async #publish(topic, key, event) {
    const schemaId = await this.#registry.getLatestSchemaId(`${topic}-value`)
    const producer = this.#kafka.producer()
    await producer.connect()
    await producer.send({ topic, messages: [{ key, value: await this.#registry.encode(schemaId, event) }] })
    await producer.disconnect()
  }

  async #answer(successes, failures, isMine) {
    let answer
    await this.#read([successes, failures], async ({ topic, message }) => {
      const event = await this.#registry.decode(message.value)
      if (!isMine(event)) {
        return false
      }
      if (topic === failures) {
        throw new Error(event.messages.join(' '))
      }
      answer = event
      return true
    })
    return answer
  }

  /** Hands over what the topics hold from the beginning, committed transactions only, until `isLast` says so. */
  async #read(topics, isLast) {
    const consumer = this.#kafka.consumer({ groupId: `example-${randomUUID()}`, readUncommitted: false })
    await consumer.connect()
    try {
      await consumer.subscribe({ topics, fromBeginning: true })
      await new Promise((resolve, reject) => {
        consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error))
        const eachMessage = (record) => isLast(record).then((last) => last && resolve(), reject)
        consumer.run({ autoCommit: false, eachMessage }).catch(reject)
      })
    } finally {
      await consumer.disconnect()
    }
  }
}

/** Usage: node client.js host:port http://host:port jdbc:... prints a line of JSON for each row */
const [bootstrapServers, registryUrl, sourceUri] = process.argv.slice(2)
const client = new RowmillClient(bootstrapServers, registryUrl)
const model = await client.fit('example', sourceUri, { epochs: '10' })
const sample = await client.sample(model.modelId, 1.0)
for (const table of sample.tables) {
  await client.readRows(sample.sampleId, table, ({ key, row }) =>
    console.log(JSON.stringify({ table: table.table, key, row })),
  )
}
