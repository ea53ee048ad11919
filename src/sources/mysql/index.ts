export { mysqlSource } from './mysql-source.ts';
