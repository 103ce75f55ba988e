package io.jenkins.plugins.imagepolicy.jenkins.report;

import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Run;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.GET;

/** The gates of one build: link, summary, page and data. All gates of a build share one. */
@ExportedBean
public final class ImagePolicyAction implements RunAction2 {
    /** Name of the page below the build's. */
    public static final String URL = "image-policy";

    private static final int MOST_IN_SUMMARY = 5;

    private List<GateSummary> gates = new ArrayList<>();
    private transient Run<?, ?> run;
    private transient volatile SoftReference<List<GatePart>> parts;

    /** Stores the report in the build and adds it to the build's page. Steps may run at the same time. */
    public static GateSummary publish(Run<?, ?> run, String name, String json, Report report) throws IOException {
        synchronized (run) {
            ImagePolicyAction action = run.getAction(ImagePolicyAction.class);
            boolean isFirst = action == null;
            if (isFirst) {
                action = new ImagePolicyAction();
                action.run = run;
            }
            GateSummary gate = new GateSummary(action.gates.size() + 1, name, report.getVerdict(), report.getCounts());
            new ReportStore(run.getRootDir().toPath()).write(gate.getId(), json);
            action.gates.add(gate);
            if (isFirst) {
                run.addAction(action);
            }
            run.save();
            return gate;
        }
    }

    /** A damaged record need not have a list at all. */
    private Object readResolve() {
        gates = gates == null
                ? new ArrayList<>()
                : new ArrayList<>(gates.stream().filter(Objects::nonNull).toList());
        return this;
    }

    @Override
    public void onAttached(Run<?, ?> run) {
        this.run = run;
    }

    @Override
    public void onLoad(Run<?, ?> run) {
        this.run = run;
    }

    @Override
    public String getIconFileName() {
        return "symbol-shield-checkmark-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return Messages.Action_DisplayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    /** Data of the page: {@code api/json}. */
    public Api getApi() {
        return new Api(this);
    }

    @Exported(visibility = 2)
    public List<GateSummary> getGates() {
        synchronized (run) {
            return List.copyOf(gates);
        }
    }

    /** The worst verdict of all gates. */
    @Exported(visibility = 2)
    public String getVerdict() {
        return Verdicts.worst(getGates().stream().map(GateSummary::getVerdict).toList());
    }

    /** One line. */
    public String getSummary() {
        return Summaries.line(this);
    }

    /** Verdicts that occur, the worst first. */
    public List<String> getVerdicts() {
        return Verdicts.ORDER.stream()
                .filter(verdict -> count(verdict) > 0)
                .sorted(Comparator.comparing(verdict -> -Verdicts.rank(verdict)))
                .toList();
    }

    /** The first few images with problems. */
    public List<ListedImage> getWorst() {
        return getImages().stream()
                .filter(image -> image.getRow().isProblem())
                .limit(MOST_IN_SUMMARY)
                .toList();
    }

    public String label(String verdict) {
        return Verdicts.label(verdict);
    }

    public int getImageCount() {
        return getGates().stream().mapToInt(GateSummary::getImages).sum();
    }

    public int count(String verdict) {
        return getGates().stream()
                .mapToInt(gate -> Verdicts.count(gate, verdict))
                .sum();
    }

    /** Every gate with its report, read when first asked for. */
    public List<GatePart> getParts() {
        List<GateSummary> published = getGates();
        List<GatePart> known = parts == null ? null : parts.get();
        // A step may have published since they were read, or while they were.
        if (known != null && known.size() == published.size()) {
            return known;
        }
        ReportStore store = new ReportStore(run.getRootDir().toPath());
        List<GatePart> read = new ArrayList<>();
        for (GateSummary gate : published) {
            try {
                read.add(new GatePart(gate, store.read(gate.getId()), ""));
            } catch (InvalidReportException e) {
                read.add(new GatePart(gate, null, e.getMessage()));
            }
        }
        parts = new SoftReference<>(List.copyOf(read));
        return read;
    }

    /** All images, those with problems first. */
    @Exported(visibility = 2)
    public List<ListedImage> getImages() {
        return getParts().stream()
                .flatMap(part -> part.getImages().stream())
                .sorted(Comparator.comparing(
                        image -> -Verdicts.rank(image.getRow().getVerdict())))
                .toList();
    }

    public List<GatePart> getProblems() {
        return getParts().stream().filter(part -> !part.getProblem().isEmpty()).toList();
    }

    /** What is new and what is fixed against the last build before this one that was gated and completed. */
    public Changes getChanges() {
        return Changes.since(ChangesBase.of(run), getImages());
    }

    /** Page of one image; null, which is "not found", when there is none with that id. */
    public ImageDetail getImage(String id) {
        return getParts().stream()
                .flatMap(part -> part.getImages().stream())
                .filter(image -> image.getId().equals(id))
                .findFirst()
                .map(image -> new ImageDetail(this, image))
                .orElse(null);
    }

    /** One gate's report as a file: json, sarif or junit. */
    @GET
    public void doDownload(@QueryParameter int gate, @QueryParameter String format, StaplerResponse2 response)
            throws IOException, ServletException {
        run.checkPermission(Item.READ);
        Download download = Download.of(format).orElse(null);
        if (download == null || getGates().stream().noneMatch(known -> known.getId() == gate)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        try {
            String json = new ReportStore(run.getRootDir().toPath()).text(gate);
            ReportReader.read(json);
            download.send(json, gate, response);
        } catch (InvalidReportException e) {
            Download.refuse(response, HttpServletResponse.SC_NOT_FOUND, Messages.Report_Unreadable(e.getMessage()));
        }
    }

    public TrendChart getTrend() {
        return TrendChart.of(run);
    }
}
