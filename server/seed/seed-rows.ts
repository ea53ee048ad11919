/** What is made up for one contact: its properties, and the subjects of its tickets. */
export type SeedRow = { readonly contact: Readonly<Record<string, string>>; readonly tickets: readonly string[] };

const FIRST = ['Ada', 'Björn', 'Chloé', 'Dmitri', 'Elif', 'Fatima', 'Grace', 'Hiro', 'Ines', 'Jürgen', 'Kofi', 'Lena'];
const LAST = ['Acar', 'Brown', 'Castro', 'Dupont', 'Eriksson', 'Fischer', 'García', 'Hoffmann', 'Ito', 'Jansen', 'Kowalski', 'Lindqvist', 'Müller'];
const CITIES = ['Aachen', 'Bergen', 'Córdoba', 'Dublin', 'Eindhoven', 'Gdańsk', 'Lyon'];
const TOPICS = ['Invoice is missing', 'Delivery late', 'Wrong address', 'Cannot sign in', 'Refund asked for', 'Price of an upgrade'];

/** Contacts with tickets, the same for the same seed. Addresses are of `example.com`, which reaches nobody. */
export function seedRows(seed: number, contacts: number): readonly SeedRow[] {
  return Array.from({ length: contacts }, (_, n) => {
    const pick = <T>(of: readonly T[], salt: number): T => of[mix(seed, n, salt) % of.length]!;
    const tickets = Array.from({ length: mix(seed, n, 5) % 4 }, (_ticket, index) => `${TOPICS[mix(seed, n, 10 + index) % TOPICS.length]!} (${seed}-${n + 1}-${index + 1})`);
    return {
      contact: { email: `seed-${seed}-${n + 1}@example.com`, firstname: pick(FIRST, 1), lastname: pick(LAST, 2), city: pick(CITIES, 3), phone: `+49 241 ${String(mix(seed, n, 4) % 1_000_000).padStart(6, '0')}` },
      tickets,
    };
  });
}

/** A whole number from three, spread evenly enough for made-up names (the finaliser of MurmurHash3). */
function mix(seed: number, n: number, salt: number): number {
  let h = (seed * 0x9e3779b1 + n * 0x85ebca77 + salt * 0xc2b2ae3d) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
