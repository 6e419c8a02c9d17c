package io.contrailkube.gateway;

import io.contrailkube.core.plan.Fence;
import java.util.concurrent.CompletableFuture;

/**
 * A call that somebody waits for.
 *
 * @param owner who takes turns with others; {@link FairQueue#EXPRESS} for joined reads, which many wait for
 * @param fence asked before every sending of a write
 */
record Ticket(Call call, String owner, Fence fence, CompletableFuture<Answer> promise) {
    static Ticket of(Call call) {
        return new Ticket(call, FairQueue.EXPRESS, Fence.ALWAYS_OPEN, new CompletableFuture<>());
    }

    static Ticket of(Call call, String owner, Fence fence) {
        return new Ticket(call, owner, fence, new CompletableFuture<>());
    }
}
