/** A name as its owner writes it, and in the letters a username may have. */
type Name = readonly [written: string, latin: string]

interface Pool {
  given: readonly Name[]
  family: readonly Name[]
}

const ascii = (words: string): Name[] => words.split(' ').map((word) => [word, word.toLowerCase()])

/** Written forms and their latin ones, pair by pair. */
const pairs = (written: string, latin: string): Name[] => {
  const others = latin.split(' ')
  return written.split(' ').map((word, index) => [word, others[index] ?? 'x'])
}

const english: Pool = {
  given: ascii('Amelia Bennet Clara Dorian Edith Felix Greta Harvey Imogen Jasper Keziah Lionel Maud Nestor'),
  family: ascii('Ashdown Brackley Copperfield Dunmore Everard Fenwick Garroway Hathersage Inglewood Kestrel'),
}
const european: Pool = {
  given: pairs(
    'Łukasz Zoë Søren Žofie Íñigo Ágnes Çağla Jürgen Åsa Renée Ștefan Ğizem',
    'lukasz zoe soren zofie inigo agnes cagla jurgen asa renee stefan gizem',
  ),
  family: pairs(
    'Wiśnik Bäckerin Øverland Černohor Peñalosa Szőllős Yıldırımlı Großmann Ödegård Lefèvrault Țepeneag',
    'wisnik backerin overland cernohor penalosa szollos yildirimli grossmann odegard lefevrault tepeneag',
  ),
}
const african: Pool = {
  given: ascii('Adaeze Baraka Chinua Desta Efua Folake Gamba Hanta Imani Jabari'),
  family: ascii('Abiodun Banda Chiweshe Diallo Eshun Farouk Gebre Kamau Lungu Mokoena'),
}
const cyrillic: Pool = {
  given: pairs('Мирослава Тихон Зоряна Глеб Рада Фёдор', 'myroslava tykhon zoriana gleb rada fedor'),
  family: pairs('Верховин Ясенко Полынова Кедрин Чайко', 'verkhovyn yasenko polynova kedrin chaiko'),
}
const greek: Pool = {
  given: pairs('Μυρτώ Λέανδρος Ίρις Φοίβος', 'myrto leandros iris foivos'),
  family: pairs('Αλεξίου Βράχος Γαλανός Δροσιά', 'alexiou vrachos galanos drosia'),
}
const han: Pool = {
  given: pairs('静怡 浩然 若兰 子墨 明月', 'jingyi haoran ruolan zimo mingyue'),
  family: pairs('欧阳 司马 林 沈 顾', 'ouyang sima lin shen gu'),
}
const hangul: Pool = {
  given: pairs('하늘 지우 도윤 서연', 'haneul jiwoo doyun seoyeon'),
  family: pairs('남궁 선우 황보 독고', 'namgung seonu hwangbo dokgo'),
}
const arabic: Pool = {
  given: pairs('ليلى سامر نور زياد', 'layla samir nour ziad'),
  family: pairs('النجار الحداد القمر البستاني', 'alnajjar alhaddad alqamar albustani'),
}
const devanagari: Pool = {
  given: pairs('मीरा अर्जुन तारा रोहन', 'meera arjun tara rohan'),
  family: pairs('वर्धन नायरी कोठारे सूर्यवंश', 'vardhan nayari kothare suryavansh'),
}

// How often a pool comes up in every round of twenty names.
const round: readonly Pool[] = [
  english,
  european,
  african,
  english,
  cyrillic,
  english,
  european,
  han,
  english,
  african,
  english,
  european,
  greek,
  hangul,
  english,
  arabic,
  european,
  devanagari,
  african,
  english,
]

/** A person's name, with the latin form that usernames and mail addresses are made of. */
export interface PersonName {
  given: string
  family: string
  latin: string
}

/** The index-th name: the same for ever, from many scripts, and repeated only after a few hundred. */
export function personName(index: number): PersonName {
  const pool = round[index % round.length] ?? english
  const turn = occurrence(index, pool)
  const given = pick(pool.given, turn)
  const family = pick(pool.family, (turn % pool.given.length) + Math.floor(turn / pool.given.length))
  return { given: given[0], family: family[0], latin: `${given[1]}.${family[1]}` }
}

/** How many names of this pool came before this index. */
function occurrence(index: number, pool: Pool): number {
  const perRound = round.filter((other) => other === pool).length
  const before = round.slice(0, index % round.length).filter((other) => other === pool).length
  return Math.floor(index / round.length) * perRound + before
}

function pick(names: readonly Name[], index: number): Name {
  return names[index % names.length] ?? ['X', 'x']
}
