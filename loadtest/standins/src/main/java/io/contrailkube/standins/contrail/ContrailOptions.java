package io.contrailkube.standins.contrail;

import io.contrailkube.standins.http.Tls;
import org.jspecify.annotations.Nullable;

/** How a stand-in of the Contrail API is run; port 0 takes a free one. */
public record ContrailOptions(String host, int port, Line line, Habits habits, @Nullable Tls tls) {
    private static final int LOGGED = 10_000;

    /**
     * What it does beyond the plain service: {@code nagle} delays answers as upstream does (API-157), a non-empty
     * {@code token} is demanded in X-Auth-Token, {@code seed} drives the faults, {@code logged} requests are remembered.
     */
    public record Habits(boolean nagle, String token, long seed, int logged, boolean serviceApplianceSets) {}

    /** Loopback, a free port, the newer release, no authentication, no delays. */
    public static ContrailOptions loopback() {
        return new ContrailOptions("127.0.0.1", 0, Line.R21_4, new Habits(false, "", 1, LOGGED, true), null);
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

    public ContrailOptions withNagle(boolean nagle) {
        return withHabits(
                new Habits(nagle, habits.token(), habits.seed(), habits.logged(), habits.serviceApplianceSets()));
    }

    public ContrailOptions withToken(String token) {
        return withHabits(
                new Habits(habits.nagle(), token, habits.seed(), habits.logged(), habits.serviceApplianceSets()));
    }

    public ContrailOptions withSeed(long seed) {
        return withHabits(
                new Habits(habits.nagle(), habits.token(), seed, habits.logged(), habits.serviceApplianceSets()));
    }

    /** How many requests {@code /standin/requests} remembers. */
    public ContrailOptions withLogged(int logged) {
        return withHabits(
                new Habits(habits.nagle(), habits.token(), habits.seed(), logged, habits.serviceApplianceSets()));
    }

    /** Whether the service monitor's two service-appliance-sets stand from the start (spec 04 section 16). */
    public ContrailOptions withServiceApplianceSets(boolean stand) {
        return withHabits(new Habits(habits.nagle(), habits.token(), habits.seed(), habits.logged(), stand));
    }
}
