/** The box of one line of text of a picture, in pixels from its top left corner. */
export type TextBox = { text: string; left: number; right: number; top: number; bottom: number; size: number }
