/** What a permission is given or refused for: the method and the path without its version and its records. */
export function featureOf(method: string, path: string): string {
  const plain = path.replace(/\/20\d\d-\d\d(?=\/|$)/, '').replace(/\/\d+(?=\/|$)/g, '/{id}');
  return `${method} ${plain}`;
}
