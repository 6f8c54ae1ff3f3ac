/** One message to one person. */
export interface Message {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** Where it leads, or null where the platform's public address is not set. */
  readonly link: string | null;
}

/**
 * A message that was not taken. `isFinal`: another try would not help (the address is refused, the message is).
 * The text is shown to administrators, so it holds no address.
 */
export class DeliveryError extends Error {
  override name = 'DeliveryError';
  readonly isFinal: boolean;
  constructor(message: string, isFinal: boolean) {
    super(message);
    this.isFinal = isFinal;
  }
}

/** Sends to an address. @throws DeliveryError */
export interface Channel {
  send(address: string, message: Message): Promise<void>;
  close(): void;
}
