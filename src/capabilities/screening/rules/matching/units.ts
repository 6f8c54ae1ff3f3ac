import { Buffer, transcode } from 'node:buffer';

/** UTF-16 code units in memory that is used again for the next document. */
export interface Units {
  readonly units: Uint16Array;
  readonly length: number;
}

/** Brings documents to UTF-16 code units. One converter serves one thread; what it returns is valid until its next call. */
export class UnitReader {
  #memory = Buffer.from(new ArrayBuffer(1 << 16));
  #units = new Uint16Array(this.#memory.buffer);

  /** Copies the code units of a string; far cheaper than asking the string for each of them. */
  fromString(text: string): Units {
    if (text.length * 2 > this.#memory.length) {
      this.#memory = Buffer.from(new ArrayBuffer(2 ** Math.ceil(Math.log2(text.length * 2))));
      this.#units = new Uint16Array(this.#memory.buffer);
    }
    this.#memory.write(text, 0, text.length * 2, 'utf16le');
    return { units: this.#units, length: text.length };
  }

  /**
   * Decodes UTF-8. `transcode` is several times faster than decoding to a string, but refuses bytes that are not UTF-8 or are cut;
   * these go through TextDecoder and become U+FFFD.
   */
  fromUtf8(bytes: Uint8Array): Units {
    if (bytes.length === 0) return { units: this.#units, length: 0 };
    try {
      const units = transcode(bytes, 'utf8', 'utf16le');
      const aligned = units.byteOffset % 2 === 0 ? units : Buffer.from(units);
      return {
        units: new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.length / 2),
        length: aligned.length / 2,
      };
    } catch {
      return this.fromString(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
    }
  }
}
