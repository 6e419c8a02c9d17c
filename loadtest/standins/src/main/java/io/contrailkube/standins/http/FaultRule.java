package io.contrailkube.standins.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** One rule of fault injection: which requests it strikes, of which kind it is, and the settings of that kind. */
public final class FaultRule {
    private final ObjectNode settings;
    private final Random random;
    private final Pattern path;
    private final AtomicLong left;
    private final AtomicLong struck = new AtomicLong();

    /** {@code settings}: name, kind, method, path (regex, found anywhere), probability, requests (the next N), and the kind's own. */
    FaultRule(ObjectNode settings, long seed) {
        this.settings = settings;
        this.random = new Random(seed ^ name().hashCode());
        this.path = Pattern.compile(text("path", ""));
        this.left = new AtomicLong(settings.path("requests").asLong(Long.MAX_VALUE));
    }

    public String name() {
        return text("name", "default");
    }

    public String kind() {
        return text("kind", "");
    }

    public String text(String key, String absent) {
        return settings.path(key).asText(absent);
    }

    public long number(String key, long absent) {
        return settings.path(key).asLong(absent);
    }

    public double fraction(String key, double absent) {
        return settings.path(key).asDouble(absent);
    }

    /** A number below the bound from the rule's own seeded sequence. */
    public long random(long bound) {
        synchronized (random) {
            return bound <= 0 ? 0 : random.nextLong(bound);
        }
    }

    boolean strikes(Request request) {
        String method = text("method", "");
        if ((!method.isEmpty() && !method.equals(request.method()))
                || !path.matcher(request.path()).find()) {
            return false;
        }
        synchronized (random) {
            if (random.nextDouble() >= fraction("probability", 1.0)) {
                return false;
            }
        }
        if (left.getAndUpdate(n -> n > 0 ? n - 1 : 0) <= 0) {
            return false;
        }
        struck.incrementAndGet();
        return true;
    }

    ObjectNode toJson() {
        return settings.deepCopy().put("struck", struck.get());
    }
}
