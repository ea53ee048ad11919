#!/usr/bin/env node
// Stand-in for `minio server <folder>`: the S3-compatible server of the tests, with the buckets that lie in the folder.
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire('/opt/s3/');
const S3rver = require('s3rver');
const Account = require('s3rver/lib/models/account.js');
const [, , command, directory] = process.argv;
if (command !== 'server' || directory === undefined) throw new Error('only: minio server <folder>');
Account.DUMMY_ACCOUNT.createKeyPair(process.env.MINIO_ROOT_USER, process.env.MINIO_ROOT_PASSWORD);
const buckets = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => ({ name }));
await new S3rver({ address: '0.0.0.0', port: 9000, silent: true, vhostBuckets: false, directory, configureBuckets: buckets }).run();
process.on('SIGTERM', () => process.exit(0));
