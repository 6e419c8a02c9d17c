package io.contrailkube.ingest.http;

import akka.Done;
import akka.stream.Attributes;
import akka.stream.Outlet;
import akka.stream.SourceShape;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.TimerGraphStageLogic;
import akka.util.ByteString;
import io.contrailkube.ingest.http.ApiFailure.Cause;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The body of an answer as a stream: a chunk is read from the connection when one is asked for. */
final class BodyStage extends GraphStage<SourceShape<ByteString>> {
    /** Sends the request. */
    @FunctionalInterface
    interface Opener {
        CompletableFuture<HttpResponse<AsyncBody>> open(AsyncBody.Consumer<List<ByteBuffer>> consumer);
    }

    /** Names for messages. */
    record About(String request, String server) {}

    private static final String IDLE = "idle";
    private static final int MAX_REFUSAL = 64 * 1024;

    private final Outlet<ByteString> out = Outlet.create("KubernetesBody.out");
    private final Opener opener;
    private final About about;
    private final Duration idle;

    BodyStage(Opener opener, About about, Duration idle) {
        this.opener = opener;
        this.about = about;
        this.idle = idle;
    }

    @Override
    public SourceShape<ByteString> shape() {
        return SourceShape.of(out);
    }

    @Override
    public GraphStageLogic createLogic(Attributes inherited) {
        return new Logic();
    }

    private final class Logic extends TimerGraphStageLogic {
        private @Nullable CompletableFuture<HttpResponse<AsyncBody>> answer;
        private @Nullable HttpResponse<AsyncBody> response;
        private ByteString refusal = ByteString.emptyByteString();

        Logic() {
            super(BodyStage.this.shape());
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    if (response != null) {
                        read(response.body());
                    }
                }
            });
        }

        @Override
        public void preStart() {
            AsyncCallback<HttpResponse<AsyncBody>> head = createAsyncCallback(this::head);
            AsyncCallback<Throwable> broken = createAsyncCallback(this::broken);
            AsyncCallback<ByteString> chunk = createAsyncCallback(this::chunk);
            answer = opener.open((buffers, body) -> chunk.invoke(bytes(buffers)));
            answer.whenComplete((response, failure) -> {
                if (failure != null) {
                    broken.invoke(failure);
                } else {
                    head.invoke(response);
                }
            });
        }

        private void head(HttpResponse<AsyncBody> response) {
            this.response = response;
            AsyncCallback<Throwable> broken = createAsyncCallback(this::broken);
            AsyncCallback<Done> end = createAsyncCallback(done -> end());
            response.body().done().whenComplete((done, failure) -> {
                if (failure != null) {
                    broken.invoke(failure);
                } else {
                    end.invoke(Done.getInstance());
                }
            });
            if (!response.isSuccessful()) {
                read(response.body());
            } else if (isAvailable(out)) {
                push(out, ByteString.emptyByteString());
            } else {
                emit(out, ByteString.emptyByteString());
            }
        }

        private void read(AsyncBody body) {
            scheduleOnce(IDLE, idle);
            body.consume();
        }

        private void chunk(ByteString bytes) {
            cancelTimer(IDLE);
            if (response == null) {
                return;
            }
            if (!response.isSuccessful()) {
                refusal = refusal.concat(bytes);
                if (refusal.size() > MAX_REFUSAL) {
                    end();
                } else {
                    read(response.body());
                }
            } else if (bytes.isEmpty()) {
                read(response.body());
            } else {
                push(out, bytes);
            }
        }

        private void end() {
            if (response != null && !response.isSuccessful()) {
                failStage(Failures.status(
                        about.request(), response.code(), response.header("Retry-After"), refusal.toArray()));
            } else {
                completeStage();
            }
        }

        private void broken(Throwable failure) {
            failStage(Failures.unreachable(about.request(), about.server(), failure));
        }

        @Override
        public void onTimer(Object key) {
            failStage(new ApiFailure(Cause.SILENT, about.request() + ": no byte for " + idle.toMillis() + " ms"));
        }

        @Override
        public void postStop() {
            // An answer that comes late or was not looked at yet must not keep its connection open.
            if (answer != null && !answer.cancel(false)) {
                answer.thenAccept(late -> late.body().cancel());
            }
        }
    }

    private static ByteString bytes(List<ByteBuffer> buffers) {
        ByteString bytes = ByteString.emptyByteString();
        for (ByteBuffer buffer : buffers) {
            bytes = bytes.concat(ByteString.fromByteBuffer(buffer));
        }
        return bytes;
    }
}
