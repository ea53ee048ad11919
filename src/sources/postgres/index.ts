export { postgresSource } from './postgres-source.ts';
