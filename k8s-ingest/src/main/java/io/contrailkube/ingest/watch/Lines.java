package io.contrailkube.ingest.watch;

import akka.util.ByteString;
import io.contrailkube.ingest.http.ApiFailure;
import io.contrailkube.ingest.http.ApiFailure.Cause;
import java.util.ArrayList;
import java.util.List;

/** Cuts chunks of bytes into lines of bounded length. */
final class Lines {
    private final int max;
    private ByteString rest = ByteString.emptyByteString();

    Lines(int max) {
        this.max = max;
    }

    /** The lines that this chunk completes; blank ones are left out. */
    List<ByteString> add(ByteString chunk) {
        var lines = new ArrayList<ByteString>();
        int from = 0;
        // Only the new bytes are searched: a long line may come in a thousand chunks.
        for (int end = chunk.indexOf((byte) '\n'); end >= 0; end = chunk.indexOf((byte) '\n', from)) {
            ByteString line = bounded(rest.concat(chunk.slice(from, end)));
            if (!isBlank(line)) {
                lines.add(line);
            }
            rest = ByteString.emptyByteString();
            from = end + 1;
        }
        rest = bounded(rest.concat(chunk.drop(from)));
        return lines;
    }

    private ByteString bounded(ByteString line) {
        if (line.size() > max) {
            throw new ApiFailure(Cause.MALFORMED, "an event of more than " + max + " bytes (watch.max-line)");
        }
        return line;
    }

    private static boolean isBlank(ByteString line) {
        return line.isEmpty() || line.size() == 1 && line.apply(0) == '\r';
    }
}
