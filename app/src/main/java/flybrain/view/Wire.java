package flybrain.view;

import java.nio.ByteBuffer;

/// What carries messages to one page; nothing here waits.
interface Wire {
  /// Sends a message.
  ///
  /// @param done runs when the message was handed to the network, or failed
  void send(String text, Runnable done);

  /// Sends a message.
  ///
  /// @param done runs when the message was handed to the network, or failed
  void send(ByteBuffer bytes, Runnable done);
}
