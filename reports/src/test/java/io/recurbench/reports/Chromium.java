package io.recurbench.reports;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Chromium of the machine, without a network. Skips the test where there is none. */
final class Chromium implements AutoCloseable {
    private static final String VARIABLE = "RECURBENCH_CHROMIUM";

    private static final int TALL = 20_000;

    private final Playwright playwright;
    private final Browser browser;

    /** What a page asked for and complained of. */
    final List<String> incidents = new ArrayList<>();

    private Chromium(Path executable) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
    }

    static Chromium start() {
        Path executable = Path.of(System.getenv().getOrDefault(VARIABLE, "/usr/bin/chromium"));
        assumeTrue(
                Files.isExecutable(executable),
                () -> "no Chromium at " + executable + ": install Debian's chromium, or set " + VARIABLE);
        return new Chromium(executable);
    }

    /** Opens a file with a fragment in a window that holds the whole page; every request beside the file itself and every complaint is an incident. */
    Page open(Path file, String fragment, ColorScheme scheme, int width) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setOffline(true)
                .setColorScheme(scheme)
                .setViewportSize(width, TALL));
        Page page = context.newPage();
        String address = file.toUri().toString();
        page.onRequest(request -> {
            String url = request.url();
            if (!url.startsWith(address) && !url.startsWith("data:")) {
                incidents.add("request " + url);
            }
        });
        page.onConsoleMessage((ConsoleMessage message) -> incidents.add(message.type() + ": " + message.text()));
        page.onPageError(error -> incidents.add("error: " + error));
        page.navigate(address + fragment);
        return page;
    }

    /**
     * How long it takes until a file and the charts in a window of usual size are drawn, in seconds of the page's own processor
     * time: whatever else runs on the machine does not count.
     */
    double secondsToDraw(Path file) {
        try (BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setOffline(true).setViewportSize(1280, 900))) {
            Page page = context.newPage();
            CDPSession session = context.newCDPSession(page);
            JsonObject domain = new JsonObject();
            domain.addProperty("timeDomain", "threadTicks");
            session.send("Performance.enable", domain);
            page.navigate(file.toUri().toString());
            page.evaluate("""
                    () => new Promise((done, fail) => {
                      const end = Date.now() + 30_000;
                      const look = () => {
                        const missing = [...document.querySelectorAll('.chart')].filter(chart => {
                          const place = chart.getBoundingClientRect();
                          return place.height > 0 && place.top < innerHeight && !chart.querySelector('svg');
                        });
                        if (missing.length === 0) {
                          requestAnimationFrame(() => setTimeout(done, 0));
                        } else if (Date.now() > end) {
                          fail(new Error('no chart in ' + missing.map(chart => chart.closest('figure').id)));
                        } else {
                          setTimeout(look, 50);
                        }
                      };
                      look();
                    })""");
            for (JsonElement metric : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
                if (metric.getAsJsonObject().get("name").getAsString().equals("TaskDuration")) {
                    return metric.getAsJsonObject().get("value").getAsDouble();
                }
            }
            throw new IllegalStateException("Chromium tells no TaskDuration");
        }
    }

    /** Opens all that is folded, and waits until every chart is there. */
    static void drawEverything(Page page) {
        page.evaluate("document.querySelectorAll('section > details').forEach(details => { details.open = true; })");
        // Playwright's own waiting evaluates strings, which the page's policy forbids.
        page.evaluate("""
                () => new Promise((done, fail) => {
                  const end = Date.now() + 30_000;
                  const look = () => {
                    const missing = [...document.querySelectorAll('figure')]
                      .filter(figure => !figure.hidden && !figure.querySelector('.chart svg'));
                    if (missing.length === 0) {
                      done();
                    } else if (Date.now() > end) {
                      fail(new Error('no chart in ' + missing.map(figure => figure.id)));
                    } else {
                      missing[0].scrollIntoView();
                      setTimeout(look, 10);
                    }
                  };
                  look();
                })""");
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
