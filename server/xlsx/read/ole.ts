/** Compound files: workbooks from before Excel 2007, and the wrapper of a workbook with a password. */
import { fileProblem } from '#domain/extracts/problem.ts'
import { SAVE_AS, type WorkbookProblem } from './workbook-problem.ts'

const MAGIC = Buffer.from('d0cf11e0a1b11ae1', 'hex')

/** Names of streams in a compound file's directory are UTF-16. */
const streams = {
  encrypted: Buffer.from('EncryptedPackage', 'utf16le'),
  word: Buffer.from('WordDocument', 'utf16le'),
}

/** Why a compound file is refused; null if the bytes are not one. */
export function compoundFileProblem(bytes: Buffer): WorkbookProblem | null {
  if (!bytes.subarray(0, 4).equals(MAGIC.subarray(0, 4))) return null
  if (bytes.includes(streams.encrypted)) {
    const message =
      'The workbook is protected with a password. Open it, remove the password (File, Info, ' +
      'Protect Workbook, Encrypt with Password), save it as .xlsx and send that'
    return fileProblem('password_protected', message)
  }
  const kind = bytes.includes(streams.word) ? 'a Word document' : 'an older Excel workbook (.xls)'
  return fileProblem('wrong_type', `The file is ${kind}. ${SAVE_AS}`)
}
