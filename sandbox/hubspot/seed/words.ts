export const firstNames = ['Anna', 'Ben', 'Chloé', 'David', 'Elif', 'Frank', 'Grace', 'Hiro', 'Inès', 'Jürgen', 'Kofi', 'Lena', 'Mats', 'Nadia', 'Oscar', 'Priya', 'Quentin', 'Rosa', 'Søren', 'Tomás', 'Uma', 'Victor', 'Wanda', 'Ximena', 'Yusuf', 'Zoë', 'Łukasz', '美咲', 'Олена', 'Siân'] as const;
export const firstNamesAscii = ['anna', 'ben', 'chloe', 'david', 'elif', 'frank', 'grace', 'hiro', 'ines', 'juergen', 'kofi', 'lena', 'mats', 'nadia', 'oscar', 'priya', 'quentin', 'rosa', 'soren', 'tomas', 'uma', 'victor', 'wanda', 'ximena', 'yusuf', 'zoe', 'lukasz', 'misaki', 'olena', 'sian'] as const;
export const lastNames = ['Adams', 'Brown', 'Castañeda', "D'Angelo", 'Eriksson', 'Fischer', 'García', 'Haddad', 'Ivanova', 'Jansen', 'Kowalski', 'Lindqvist', 'Müller', 'Nguyen', "O'Brien", 'Petrov', 'Quinn', 'Rossi', 'Schröder', 'Tanaka', 'Usman', 'van der Berg', 'Weiß', 'Xu', 'Yılmaz', 'Zimmermann', 'Smith, Jr.', 'de la Cruz'] as const;
export const lastNamesAscii = ['adams', 'brown', 'castaneda', 'dangelo', 'eriksson', 'fischer', 'garcia', 'haddad', 'ivanova', 'jansen', 'kowalski', 'lindqvist', 'mueller', 'nguyen', 'obrien', 'petrov', 'quinn', 'rossi', 'schroeder', 'tanaka', 'usman', 'vanderberg', 'weiss', 'xu', 'yilmaz', 'zimmermann', 'smith', 'delacruz'] as const;
export const jobTitles = ['Account Manager', 'Head of Sales', 'VP, Operations', 'Procurement Lead', 'Office Manager', 'Chief "Everything" Officer', 'Ingénieur qualité', 'Geschäftsführer', 'Buyer', 'Finance Director', 'IT Administrator', 'Plant Manager'] as const;
/** A spreadsheet would run these as formulas; they are what an export must defuse. */
export const formulas = ['=1+1', '+SUM(A1:A9)', '-2+3', '@cmd', '=HYPERLINK("http://example.test","click")'] as const;
/** Quotes, commas, semicolons, both line ends, tabs, umlauts and emoji: what breaks a careless CSV writer. */
export const notes = [
  'Called on Monday; wants an offer, "the big one", by Friday.',
  'Line one\nLine two, with a comma\nLine three; with a semicolon',
  'Windows line end\r\nsecond line\r\n\r\nlast line after a blank one',
  'Größe prüfen, Straße fehlt: "Übergabe" am 3. März 🎉',
  'Tab\there, back\\slash there, pipe | and \'single\' quotes',
  '😀👩‍👩‍👧‍👦 family emoji and a flag 🇩🇪',
  ' leading and trailing blanks ',
  'He said: "She said ""yes"" twice."',
] as const;
export const cities = ['Berlin', 'München', 'Paris', 'Zürich', 'São Paulo', 'New York', 'Austin', 'Kraków', 'Osaka', 'Dublin', 'Malmö', 'Boston', "L'Aquila", 'Winston-Salem', 'Chicago'] as const;
export const states = ['Berlin', 'Bayern', 'Île-de-France', 'Zürich', 'SP', 'NY', 'TX', 'Małopolska', 'Osaka', 'Leinster', 'Skåne', 'MA', 'Abruzzo', 'NC', 'IL'] as const;
export const countries = ['Germany', 'Germany', 'France', 'Switzerland', 'Brazil', 'United States', 'United States', 'Poland', 'Japan', 'Ireland', 'Sweden', 'United States', 'Italy', 'United States', 'United States'] as const;
export const lifecycleStages = ['subscriber', 'lead', 'marketingqualifiedlead', 'salesqualifiedlead', 'opportunity', 'customer', 'evangelist', 'other'] as const;
export const leadStatuses = ['NEW', 'OPEN', 'IN_PROGRESS', 'OPEN_DEAL', 'UNQUALIFIED', 'ATTEMPTED_TO_CONTACT', 'CONNECTED', 'BAD_TIMING'] as const;
export const interests = ['hardware', 'software', 'services', 'hardware;software', 'software;services', 'hardware;software;services'] as const;
export const industries = ['ACCOUNTING', 'BANKING', 'COMPUTER_SOFTWARE', 'CONSTRUCTION', 'FOOD_PRODUCTION', 'HOSPITAL_HEALTH_CARE', 'LOGISTICS_AND_SUPPLY_CHAIN', 'MACHINERY', 'RENEWABLES_ENVIRONMENT', 'RETAIL'] as const;
export const companyNames = ['Blue Harbour', 'Cedar & Sons', 'Delta Optics', 'Evergreen', 'Frost Works', 'Grün Energie', 'Hilltop', 'Iron Bridge', 'Juniper', 'Königsberg', 'Lakeside', 'Meridian', 'Nordlicht', 'Orbit', 'Pioneer', 'Quarry Lane', 'Redwood', 'Silver Birch', 'Tidewater', 'Vega'] as const;
export const companyKinds = ['GmbH', 'Ltd.', 'Inc.', 'S.A.', 'AG', 'Group, LLC', 'Bros.', 'KG'] as const;
export const dealKinds = ['Renewal', 'New business', 'Expansion', 'Pilot', 'Service contract', 'Spare parts, bulk', 'Upgrade "Plus"'] as const;
export const dealStages = ['appointmentscheduled', 'qualifiedtobuy', 'presentationscheduled', 'decisionmakerboughtin', 'contractsent', 'closedwon', 'closedlost'] as const;
export const dealTypes = ['newbusiness', 'existingbusiness'] as const;
export const productNames = ['Pump', 'Valve', 'Sensor', 'Controller', 'Cable, 5 m', 'Filter 3/4"', 'Licence', 'Support hour', 'Gehäuse', 'Mounting kit'] as const;
export const ticketSubjects = ['Cannot log in', 'Delivery is late', 'Wrong invoice, again', 'Pump leaks', 'How do I export?', 'Rückfrage zur Rechnung', 'Spare part needed', '"Urgent": line stopped'] as const;
export const ticketPriorities = ['LOW', 'MEDIUM', 'HIGH', 'URGENT'] as const;
export const ticketCategories = ['PRODUCT_ISSUE', 'BILLING_ISSUE', 'FEATURE_REQUEST', 'GENERAL_INQUIRY'] as const;
export const ticketSources = ['EMAIL', 'CHAT', 'PHONE', 'FORM'] as const;
