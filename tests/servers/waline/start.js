// Serves Waline, the way that hosts of functions do, on 127.0.0.1. Before every answer it asks OAUTH_URL which services
// a reader can log in with: none here.
const http = require('node:http');

const [, , folder, port] = process.argv;
const services = http.createServer((_, answer) => {
  answer.setHeader('Content-Type', 'application/json');
  answer.end('{"services":[]}');
});
services.listen(0, '127.0.0.1', () => {
  process.env.OAUTH_URL = `http://127.0.0.1:${services.address().port}/`;
  http.createServer(require(folder)({ env: 'production' })).listen(Number(port), '127.0.0.1');
});
