package io.contrailkube.ingest.watch;

import akka.NotUsed;
import akka.japi.Pair;
import akka.japi.pf.PFBuilder;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.ingest.IngestSettings.Watching;
import io.contrailkube.ingest.http.ApiCall;
import io.contrailkube.ingest.http.ApiFailure;
import io.contrailkube.ingest.http.ApiFailure.Cause;
import io.contrailkube.ingest.http.KubernetesApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running list+watch: rounds of a list or a watch, each going on where the last one ended. Confined to its stream, all
 * of whose stages are fused; every element is taken when there is demand for it, which is how a slow reader holds the server back.
 */
public final class ListWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ListWatch.class);
    private static final long NOT_OPEN = -1;
    /** So many times in a row a server has to say that it does not serve a kind: one that starts may not know yet. */
    private static final int SURE = 3;

    private final KubernetesApi api;
    private final Watching settings;
    private final KubeKind kind;
    private final KindReader reader;
    private Course course = Course.START;
    private Duration pause = Duration.ZERO;
    private long opened = NOT_OPEN;
    private int absences;

    private ListWatch(KubernetesApi api, Watching settings, KubeKind kind) {
        this.api = api;
        this.settings = settings;
        this.kind = kind;
        this.reader = new KindReader(kind);
    }

    /** Never ends and never fails; {@link WatchEvent.Interrupted} tells what went wrong. */
    public static Source<WatchEvent, NotUsed> of(KubernetesApi api, Watching settings, KubeKind kind) {
        return Source.lazySource(() -> {
                    var running = new ListWatch(api, settings, kind);
                    return Source.repeat(running).flatMapConcat(self -> Source.lazySource(self::round)
                            .mapMaterializedValue(begun -> NotUsed.getInstance()));
                })
                .mapMaterializedValue(started -> NotUsed.getInstance());
    }

    private Source<WatchEvent, NotUsed> round() {
        Source<NotUsed, NotUsed> start = Source.single(NotUsed.getInstance());
        if (!pause.isZero()) {
            start = start.initialDelay(pause);
        }
        pause = Duration.ZERO;
        opened = NOT_OPEN;
        return start.flatMapConcat(go -> course.lists() ? list() : watch())
                .recover(new PFBuilder<Throwable, WatchEvent>()
                        .matchAny(this::interrupted)
                        .build());
    }

    private Source<WatchEvent, NotUsed> list() {
        return Source.lazyCompletionStage(this::resource)
                .mapMaterializedValue(asked -> NotUsed.getInstance())
                .flatMapConcat(found -> {
                    course = course.servedAt(found);
                    return Source.<WatchEvent>single(new WatchEvent.Listing()).concatLazy(pages(found.path()));
                });
    }

    private CompletionStage<ApiResource> resource() {
        ApiResource known = course.resource();
        return known == null ? new Discovery(api).find(kind) : CompletableFuture.completedFuture(known);
    }

    private Source<WatchEvent, NotUsed> pages(String path) {
        String first = path + "?limit=" + settings.pageSize();
        return Source.unfoldAsync(
                        Optional.of(first),
                        next -> next.isEmpty()
                                ? CompletableFuture.completedFuture(Optional.<Pair<Optional<String>, ListPage>>empty())
                                : page(next.get())
                                        .thenApply(page -> Optional.of(Pair.create(after(first, page), page))))
                .mapConcat(this::told);
    }

    private static Optional<String> after(String first, ListPage page) {
        return page.last()
                ? Optional.empty()
                : Optional.of(first + "&continue=" + URLEncoder.encode(page.more(), StandardCharsets.UTF_8));
    }

    private CompletionStage<ListPage> page(String path) {
        ApiCall call = ApiCall.get(path);
        return api.call(call).thenApply(answer -> {
            if (!answer.ok()) {
                throw answer.refusal(call);
            }
            return reader.page(answer.body());
        });
    }

    private List<WatchEvent> told(ListPage page) {
        var facts = new WatchEvent.Page(page.facts());
        if (!page.last()) {
            return List.of(facts);
        }
        course = course.at(page.version());
        return List.of(facts, new WatchEvent.Listed());
    }

    private Source<WatchEvent, NotUsed> watch() {
        ApiResource resource = Objects.requireNonNull(course.resource());
        String path = resource.path() + "?watch=true&allowWatchBookmarks=true&timeoutSeconds=" + life()
                + "&resourceVersion="
                + URLEncoder.encode(Objects.requireNonNull(course.version()), StandardCharsets.UTF_8);
        return api.stream(path, settings.life().idle())
                .statefulMapConcat(() -> {
                    var lines = new Lines(settings.maxLine());
                    return chunk -> opened == NOT_OPEN ? open() : lines(lines, chunk);
                })
                .mapConcat(line -> line.isEmpty() ? List.<WatchEvent>of(new WatchEvent.Watching()) : heard(line.get()))
                .concatLazy(Source.lazySource(this::ended).mapMaterializedValue(end -> NotUsed.getInstance()));
    }

    private long life() {
        long min = settings.life().min().toSeconds();
        return ThreadLocalRandom.current().nextLong(min, settings.life().max().toSeconds() + 1);
    }

    /** The first chunk is the head of the answer; it stands for no line. */
    private List<Optional<ByteString>> open() {
        opened = System.nanoTime();
        return List.of(Optional.empty());
    }

    private static List<Optional<ByteString>> lines(Lines lines, ByteString chunk) {
        return lines.add(chunk).stream().map(Optional::of).toList();
    }

    /** The version moves only when the event before it was taken. */
    private List<WatchEvent> heard(ByteString line) {
        Frame frame = reader.frame(line);
        course = course.at(frame.version());
        WatchEvent event = frame.event();
        return event == null ? List.of() : List.of(event);
    }

    /** A watch that ends well is followed by the next one, but one that ends at once is a failure, or we would spin. */
    private Source<WatchEvent, NotUsed> ended() {
        if (steady()) {
            course = course.ended();
            return Source.empty();
        }
        return Source.failed(
                new ApiFailure(Cause.CUT, "the watch of " + kind.name() + " was ended by the server at once"));
    }

    private boolean steady() {
        return opened != NOT_OPEN
                && System.nanoTime() - opened >= settings.life().steady().toNanos();
    }

    private WatchEvent interrupted(Throwable thrown) {
        ApiFailure failure = known(thrown);
        // With a resource it was the list or watch that found nothing: the next discovery says what that means.
        boolean isAbsent = failure.kind() == Cause.NOT_SERVED && course.resource() == null;
        absences = isAbsent ? absences + 1 : 0;
        if (kind.optional() && absences >= SURE) {
            return notServed(failure);
        }
        course = course.failed(failure.kind(), steady());
        Duration own = settings.backoff()
                .pause(course.failures(), ThreadLocalRandom.current().nextDouble());
        Duration asked = shorter(failure.retryAfter(), settings.longestRetryAfter());
        pause = own.compareTo(asked) > 0 ? own : asked;
        LOG.warn(
                "{} interrupted, goes on with a {} in {} ms: {}",
                kind.name(),
                course.lists() ? "list" : "watch",
                pause.toMillis(),
                failure.getMessage());
        return new WatchEvent.Interrupted(failure, pause, course.lists());
    }

    private WatchEvent notServed(ApiFailure failure) {
        course = Course.START;
        pause = settings.unservedPause();
        if (absences == SURE) {
            LOG.info(
                    "there are no objects of {}, looked for again every {} s: {}",
                    kind.name(),
                    pause.toSeconds(),
                    failure.getMessage());
        }
        return new WatchEvent.NotServed(String.valueOf(failure.getMessage()));
    }

    private ApiFailure known(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ApiFailure failure) {
            return failure;
        }
        LOG.error("the list or watch of {} broke down", kind.name(), cause);
        return new ApiFailure(Cause.MALFORMED, "the list or watch of " + kind.name() + " broke down: " + cause);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
