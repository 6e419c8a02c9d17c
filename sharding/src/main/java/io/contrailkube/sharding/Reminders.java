package io.contrailkube.sharding;

import io.contrailkube.sharding.ShardingSettings.Pauses;

/** When the cluster entity reminds the namespaces that owe it an answer: after pauses that grow until none does. */
final class Reminders {
    private final AlarmClock<ClusterCommand> alarms;
    private final Pauses pauses;
    private boolean set;
    private int times;

    Reminders(AlarmClock<ClusterCommand> alarms, Pauses pauses) {
        this.alarms = alarms;
        this.pauses = pauses;
    }

    /** @param owed whether any namespace owes an answer */
    void watch(boolean owed) {
        if (!owed) {
            times = 0;
        } else if (!set) {
            set = true;
            alarms.set(Reminders.class, new ClusterCommand.RemindDue(), pauses.beforeAsking(times + 1));
        }
    }

    /** The pause is over; another one begins with {@link #watch}. */
    void due() {
        set = false;
        times++;
    }
}
