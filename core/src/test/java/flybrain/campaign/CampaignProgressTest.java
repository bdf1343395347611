package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Progress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CampaignProgressTest {
  private final List<String> seen = new ArrayList<>();
  private final CampaignProgress all =
      new CampaignProgress(
          new Progress() {
            @Override
            public void stage(String name) {
              seen.add(name);
            }

            @Override
            public void at(long done, long total) {
              seen.add(done + "/" + total);
            }
          },
          100);

  @Test
  void shares_areAddedUp() {
    Progress one = all.share();
    Progress other = all.share();
    one.at(10, 50);
    other.at(5, 50);
    one.at(30, 50);
    other.at(50, 50);
    assertThat(seen).containsExactly("10/100", "15/100", "35/100", "80/100");
  }

  /// Threads report what they have done in no order.
  @Test
  void olderReport_changesNothing() {
    Progress share = all.share();
    share.at(20, 50);
    share.at(10, 50);
    share.at(20, 50);
    share.at(21, 50);
    assertThat(seen).containsExactly("20/100", "21/100");
  }

  /// Where the number of experiments was a guess there may be more.
  @Test
  void progress_isNeverBeyondTheEnd_andStagesOfExperimentsAreTheirOwn() {
    Progress share = all.share();
    share.stage("steps");
    share.at(150, 150);
    assertThat(seen).containsExactly("100/100");
  }
}
