/** What a council asks before it takes a service in, with the answers. Each is held by the test named beside it. */

export type SecurityFact = {
  says: string
  /** The file of the test, and its title. */
  file: string
  test: string
}

export type SecurityQuestion = { question: string; facts: readonly SecurityFact[] }

const access = 'tests/server/access'
const login = 'tests/sql/service-login.test.ts'
const own = 'tests/server/pages/security.test.ts'

export const securityQuestions: readonly SecurityQuestion[] = [
  {
    question: 'What personal data does it hold?',
    facts: [
      {
        says: 'Of staff: a name, an e-mail address, their roles, and when they signed in from which machine and browser.',
        file: `${access}/people/people.test.ts`,
        test: 'has a name and an address, and holds nothing until a role is given',
      },
      {
        says: 'Of children and families: none. It holds counts of teams. A file that lists children is refused and nothing of it is kept.',
        file: own,
        test: 'a file that lists children is refused, and nothing of it is stored',
      },
    ],
  },
  {
    question: 'Where is it held?',
    facts: [
      {
        says: 'In one PostgreSQL database that the council runs. No browser keeps a file or an administration page.',
        file: 'tests/server/http/headers.test.ts',
        test: 'is administration, and every file that is downloaded',
      },
      {
        says: 'Passwords are kept as Argon2id hashes. Of links, tokens and sessions only a SHA-256 is kept.',
        file: `${access}/sign-in/local/passwords.test.ts`,
        test: 'is Argon2id of 64 MiB in three passes, as a PHC string with its own salt',
      },
    ],
  },
  {
    question: 'Who sees it?',
    facts: [
      {
        says: 'Each person sees what their roles reach, and nothing beside it. Every address is tried as every role.',
        file: `${access}/permissions/matrix.test.ts`,
        test: 'answers each role, nobody and programs outside as the table says',
      },
      {
        says: 'Only an administrator reads who the people are, what roles they hold, and who did what.',
        file: `${access}/activity/requests.test.ts`,
        test: 'are for the administrator alone',
      },
      {
        says: 'The board and programs outside the service see small numbers suppressed, and no text that was not released.',
        file: `${access}/permissions/permissions.test.ts`,
        test: 'let an outside audience read, and do nothing else, whatever its roles',
      },
    ],
  },
  {
    question: 'What does the database itself refuse the service?',
    facts: [
      {
        says: 'Its account owns no table and can take no other role, whatever it asks for.',
        file: login,
        test: 'stays itself, whatever role it asks for',
      },
      {
        says: 'It can neither change nor delete a published figure, the bytes of a file or a line of the activity record.',
        file: login,
        test: 'can neither change nor delete what is recorded',
      },
      {
        says: 'Which team’s figures a person sees is decided by the service. The database does not decide it a second time yet.',
        file: login,
        test: 'has no policy on any table yet',
      },
    ],
  },
  {
    question: 'How do people get in?',
    facts: [
      {
        says: 'With their account at the council’s own provider (OpenID Connect). Nobody is known by an e-mail address alone.',
        file: `${access}/sign-in/provider/provider.test.ts`,
        test: 'never takes an address for a person: another account with the same one is not let in',
      },
      {
        says: 'Where there is no provider, with a password. Administrators and the data team also need a second factor.',
        file: `${access}/sign-in/local/sign-in.test.ts`,
        test: 'is asked at each later sign-in, and each code is used once',
      },
      {
        says: 'Guessing is slowed down, and does not lock the owner out of their own browser.',
        file: `${access}/sign-in/local/sign-in.test.ts`,
        test: 'does not lock the owner out of a browser in which they have signed in before',
      },
      {
        says: 'A session ends after 30 minutes without use, and 12 hours after it began.',
        file: `${access}/sign-in/sign-in.test.ts`,
        test: 'ends 12 hours after it began, however much it is used',
      },
      {
        says: 'A role that is ended, and a person who is disabled, count at the next request.',
        file: `${access}/people/people.test.ts`,
        test: 'counts at the next request: a role that is ended, a role that is given, and being disabled',
      },
      {
        says: 'A program uses a token with a role and an end. It never opens more than its owner may, unless a second administrator agrees.',
        file: `${access}/tokens/tokens.test.ts`,
        test: 'that opens more than its owner waits until another administrator confirms it',
      },
    ],
  },
  {
    question: 'What is logged, and for how long?',
    facts: [
      {
        says: 'Who signed in, who failed, what was changed, which files were taken and what was refused.',
        file: `${access}/activity/recorded-routes.test.ts`,
        test: 'each route that changes something records it, or says why it does not',
      },
      {
        says: 'The service itself can neither change nor delete a line. Only a database function deletes, and only lines older than a year.',
        file: 'tests/server/activity/digest.test.ts',
        test: 'is refused for the last 12 months, whatever is asked',
      },
      {
        says: 'Each day is closed with a digest. A line that was changed or taken away no longer fits it.',
        file: 'tests/server/activity/digest.test.ts',
        test: 'is made of each day that is over, also of one without lines, once',
      },
      {
        says: 'A name that somebody typed wrongly is never kept.',
        file: `${access}/sign-in/local/sign-in.test.ts`,
        test: 'is counted without keeping a name that was typed',
      },
    ],
  },
  {
    question: 'How are pages protected?',
    facts: [
      {
        says: 'Pages run no script but their own, and cannot be shown inside another site.',
        file: 'tests/server/http/headers.test.ts',
        test: 'hold the policy, and over http nothing that would send a browser to https',
      },
      {
        says: 'Hostile text in any field is shown as text, in files as well, where no cell becomes a formula.',
        file: 'tests/server/http/every-field.test.ts',
        test: 'are of every route there is',
      },
      {
        says: 'A form from another site is refused.',
        file: `${access}/sign-in/sign-in.test.ts`,
        test: 'is refused from another site, even to somebody who has no session',
      },
    ],
  },
  {
    question: 'What about backups?',
    facts: [
      {
        says: 'The service makes no backup of its own yet. The council backs up the database, as it does its others.',
        file: own,
        test: 'no command makes a backup yet',
      },
    ],
  },
  {
    question: 'Which suppliers see data?',
    facts: [
      {
        says: 'None. The service sends nothing anywhere but to the council’s own sign-in provider, if there is one.',
        file: own,
        test: 'nothing is sent to another machine but by the client of the sign-in provider',
      },
    ],
  },
]
