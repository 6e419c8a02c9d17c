package io.contrailkube.standins.contrail;

import io.contrailkube.standins.http.Tls;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a stand-in of the Contrail API is run; port 0 takes a free one. */
public record ContrailOptions(String host, int port, Line line, Habits habits, @Nullable Tls tls) {
    private static final int LOGGED = 10_000;

    /** Choices that are on or off. */
    public enum Choice {
        /** Answers in two segments under Nagle's algorithm, hence 40 ms for every lone request (API-157). */
        NAGLE,
        /** Unknown top-level keys are refused, not ignored (API-172). */
        STRICT,
        /** The two service-appliance-sets of the service monitor stand from the start (spec 04 section 16). */
        SERVICE_APPLIANCE_SETS
    }

    /**
     * What it does beyond the plain service: a non-empty {@code token} is demanded in X-Auth-Token, {@code seed} drives the
     * faults, {@code logged} requests are remembered.
     */
    public record Habits(Set<Choice> choices, String token, long seed, int logged) {
        public Habits {
            choices = Set.copyOf(choices);
        }

        boolean has(Choice choice) {
            return choices.contains(choice);
        }

        Habits with(Choice choice, boolean on) {
            Set<Choice> changed = EnumSet.noneOf(Choice.class);
            changed.addAll(choices);
            if (on) {
                changed.add(choice);
            } else {
                changed.remove(choice);
            }
            return new Habits(changed, token, seed, logged);
        }
    }

    /** Loopback, a free port, the newer release, no authentication, no delays. */
    public static ContrailOptions loopback() {
        Habits habits = new Habits(Set.of(Choice.SERVICE_APPLIANCE_SETS), "", 1, LOGGED);
        return new ContrailOptions("127.0.0.1", 0, Line.R21_4, habits, null);
    }

    public ContrailOptions withHost(String changed) {
        return new ContrailOptions(changed, port, line, habits, tls);
    }

    public ContrailOptions withPort(int changed) {
        return new ContrailOptions(host, changed, line, habits, tls);
    }

    public ContrailOptions withLine(Line changed) {
        return new ContrailOptions(host, port, changed, habits, tls);
    }

    public ContrailOptions withHabits(Habits changed) {
        return new ContrailOptions(host, port, line, changed, tls);
    }

    public ContrailOptions withTls(@Nullable Tls changed) {
        return new ContrailOptions(host, port, line, habits, changed);
    }

    public ContrailOptions with(Choice choice, boolean on) {
        return withHabits(habits.with(choice, on));
    }

    public ContrailOptions withNagle(boolean nagle) {
        return with(Choice.NAGLE, nagle);
    }

    public ContrailOptions withToken(String token) {
        return withHabits(new Habits(habits.choices(), token, habits.seed(), habits.logged()));
    }

    public ContrailOptions withSeed(long seed) {
        return withHabits(new Habits(habits.choices(), habits.token(), seed, habits.logged()));
    }

    /** How many requests {@code /standin/requests} remembers. */
    public ContrailOptions withLogged(int logged) {
        return withHabits(new Habits(habits.choices(), habits.token(), habits.seed(), logged));
    }
}
