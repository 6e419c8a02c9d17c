package io.contrailkube.ingest.events;

import io.contrailkube.core.port.EventSink.Notice;
import io.contrailkube.ingest.IngestSettings.Events;
import io.contrailkube.ingest.TokenBucket;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decides which notices are written: not every repeat, and not too many about one object. No clock, no I/O. */
final class Correlator {
    /** Why a notice was not written. */
    enum Verdict {
        /** A repeat; its number is written with the next one. */
        COUNTED,
        /** The object has had enough of them. */
        LIMITED
    }

    private final Events settings;
    private final Consumer<Verdict> withheld;
    private final Map<Notice, Repeats> repeats;
    private final Map<String, TokenBucket> objects;

    Correlator(Events settings, Consumer<Verdict> withheld) {
        this.settings = settings;
        this.withheld = withheld;
        this.repeats = newestOf(settings.remembered());
        this.objects = newestOf(settings.remembered());
    }

    /** What has to be written now, if anything. */
    Optional<Entry> take(Report report) {
        Notice notice = report.notice();
        Repeats known = repeats.computeIfAbsent(notice, first -> new Repeats());
        known.unwritten++;
        if (known.written != null && report.time().isBefore(known.written.plus(settings.window()))) {
            withheld.accept(Verdict.COUNTED);
            return Optional.empty();
        }
        TokenBucket bucket = objects.computeIfAbsent(
                notice.about().uid(), uid -> new TokenBucket(settings.perObject(), report.time()));
        if (!bucket.take(report.time())) {
            withheld.accept(Verdict.LIMITED);
            return Optional.empty();
        }
        var entry = new Entry(notice, report.time(), known.unwritten, known.written != null);
        known.written = report.time();
        known.unwritten = 0;
        return Optional.of(entry);
    }

    /** It could not be written: the next one is a first one. */
    void failed(Entry entry) {
        repeats.remove(entry.notice());
    }

    private static <K, V> Map<K, V> newestOf(int max) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > max;
            }
        };
    }

    private static final class Repeats {
        private int unwritten;
        private @Nullable Instant written;
    }
}
