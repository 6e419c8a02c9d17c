package io.contrailkube.core.entity;

import io.contrailkube.core.contrail.LinkLocalService;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.contrailkube.core.workload.Want;
import java.util.List;

/** What is to be said about an owner key besides its objects; kept only where there is something. */
record Outlook(String waitsFor, List<Problem> problems, List<KubeWrite> writes, List<LinkLocalService> linkLocal) {
    static final Outlook QUIET = new Outlook("", List.of(), List.of(), List.of());

    static Outlook of(Want want) {
        return new Outlook(want.waitsFor(), want.problems(), want.writes(), want.linkLocal());
    }

    Outlook waitingFor(String what) {
        return new Outlook(waitsFor.isEmpty() ? what : waitsFor + "; " + what, problems, writes, linkLocal);
    }

    boolean isQuiet() {
        return equals(QUIET);
    }
}
