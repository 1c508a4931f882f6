import { randomUUID } from 'node:crypto'
import kafkajs from 'kafkajs'

// No codec is registered here: kafkajs reads what is uncompressed or gzip, and nothing, without a word, of anything else.
const [bootstrapServers, topic, rows] = process.argv.slice(2)
const kafka = new kafkajs.Kafka({ brokers: bootstrapServers.split(','), logLevel: kafkajs.logLevel.ERROR })
const consumer = kafka.consumer({ groupId: `plain-${randomUUID()}`, readUncommitted: false })
let left = Number(rows)

/** Usage: node plain.js host:port topic N prints the length of the topic's first N records */
await consumer.connect()
await consumer.subscribe({ topics: [topic], fromBeginning: true })
await new Promise((resolve, reject) => {
  consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error))
  const eachMessage = async ({ message }) => {
    console.log(message.value.length)
    left--
    if (left === 0) {
      resolve()
    }
  }
  consumer.run({ autoCommit: false, eachMessage }).catch(reject)
})
await consumer.disconnect()
