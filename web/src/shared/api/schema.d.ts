// PLACEHOLDER. `npm run api` replaces this whole file by the types of docs/openapi.json (openapi-typescript).
// Until then any path is accepted and any answer is `any`; see client.ts, which works with both.
/* eslint-disable */
export interface paths {
  [path: string]: any
}
