package flybrain.serve;

import flybrain.Progress;
import flybrain.requests.Params;
import java.io.IOException;

/// What a request asks for.
interface Method {
  /// Does it.
  ///
  /// @param progress receives how far it is
  /// @throws flybrain.InputException for a request that makes no sense
  /// @throws java.io.InterruptedIOException when the thread is interrupted, which cancels it
  Reply answer(Params params, Progress progress) throws IOException;
}
