type Properties = Readonly<Record<string, string>>;
/** What is made up for one contact: its properties, the subjects of its tickets, its deals, and the company it works for; every third contact's is a new one. */
export type SeedRow = { readonly contact: Properties; readonly tickets: readonly string[]; readonly deals: readonly Properties[]; readonly company: Properties | null };

const FIRST = ['Ada', 'Björn', 'Chloé', 'Dmitri', 'Elif', 'Fatima', 'Grace', 'Hiro', 'Ines', 'Jürgen', 'Kofi', 'Lena'];
const LAST = ['Acar', 'Brown', 'Castro', 'Dupont', 'Eriksson', 'Fischer', 'García', 'Hoffmann', 'Ito', 'Jansen', 'Kowalski', 'Lindqvist', 'Müller'];
const CITIES = ['Aachen', 'Bergen', 'Córdoba', 'Dublin', 'Eindhoven', 'Gdańsk', 'Lyon'];
const TRADES = ['Bakery', 'Optics', 'Logistics', 'Timber', 'Software', 'Pumps', 'Tiles'];
const GOODS = ['Annual licence', 'Spare parts', 'Training', 'First order', 'Renewal'];
/** So many contacts share a company. */
const COLLEAGUES = 3;
const TOPICS = ['Invoice is missing', 'Delivery late', 'Wrong address', 'Cannot sign in', 'Refund asked for', 'Price of an upgrade'];

/** Contacts with tickets, deals and companies, the same for the same seed. Addresses are of `example.com`, which reaches nobody. */
export function seedRows(seed: number, contacts: number): readonly SeedRow[] {
  return Array.from({ length: contacts }, (_, n) => {
    const pick = <T>(of: readonly T[], salt: number): T => of[mix(seed, n, salt) % of.length]!;
    const tickets = Array.from({ length: mix(seed, n, 5) % 4 }, (_ticket, index) => `${TOPICS[mix(seed, n, 10 + index) % TOPICS.length]!} (${seed}-${n + 1}-${index + 1})`);
    return {
      contact: { email: `seed-${seed}-${n + 1}@example.com`, firstname: pick(FIRST, 1), lastname: pick(LAST, 2), city: pick(CITIES, 3), phone: `+49 241 ${String(mix(seed, n, 4) % 1_000_000).padStart(6, '0')}` },
      tickets,
      deals: Array.from({ length: mix(seed, n, 6) % 3 }, (_deal, index) => ({
        dealname: `${GOODS[mix(seed, n, 20 + index) % GOODS.length]!} (${seed}-${n + 1}-${index + 1})`, amount: String((mix(seed, n, 30 + index) % 500) * 100 + 100),
      })),
      company: n % COLLEAGUES === 0 ? { name: `${pick(LAST, 7)} ${pick(TRADES, 8)}`, domain: `seed-${seed}-${n + 1}.example.com`, city: pick(CITIES, 3) } : null,
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
