package io.contrailkube.standins.http;

/** The open end of a streamed answer; every method may be called from any thread. */
public interface StreamWriter {
    /** Sends one piece; false when the client reads too slowly and the writer should wait for {@link #onWritable}. */
    boolean write(byte[] piece);

    boolean isWritable();

    /** Called on the connection's thread each time the connection becomes writable again. */
    void onWritable(Runnable action);

    /** Ends the answer in order; the connection serves the next request. */
    void close();

    /** Ends the answer by closing the connection without the last chunk. */
    void abort();

    /** Called once when the stream has ended for whatever reason, at once when it already has. */
    void onClose(Runnable action);
}
