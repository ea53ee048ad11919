/** Settles like `work`, or rejects once `milliseconds` have passed. */
export function withTimeLimit<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('time limit')), milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
